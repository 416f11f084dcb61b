//! The emulator over real HTTP.

mod app;
mod backend;
mod browser;
mod flow;
mod lockdown;
mod scripts;
mod sessions;
mod signature;
