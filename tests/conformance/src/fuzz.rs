//! Differential fuzzing.
