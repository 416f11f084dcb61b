//! The machine's rules, each for itself: tables against the rows of the contract. How they work together is the simulation's.

mod device;
mod flow_times;
mod json;
mod laws;
mod message;
mod word;
