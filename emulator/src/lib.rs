//! A local stand-in for Alter's hosted side.
