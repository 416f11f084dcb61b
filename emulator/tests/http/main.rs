//! The emulator over real HTTP, whatever carries it.

mod app;
mod backend;
mod browser;
mod control;
mod emulator;
mod flow;
mod javascript;
mod lockdown;
mod log;
mod node;
mod public;
mod real_client;
mod scripts;
mod secrets;
mod sessions;
mod signature;
mod survival;
mod vendor;
