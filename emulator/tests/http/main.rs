//! The emulator over real HTTP.

mod app;
mod backend;
mod pages;
mod sessions;
mod signature;
