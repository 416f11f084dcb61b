//! The hand on the desktop: what a user does to windows by their frames, through the window manager (EWMH).

use alter_connect_e2e::{Display, wait};
use anyhow::{Context, Result};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, GetPropertyReply, Window};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

x11rb::atom_manager! {
    /// The names of what is asked.
    Atoms: AtomsCookie {
        _NET_ACTIVE_WINDOW,
        _NET_CLIENT_LIST,
        _NET_CLOSE_WINDOW,
        _NET_WM_NAME,
        UTF8_STRING,
    }
}

/// In messages to the window manager: a person wants it.
const FROM_USER: u32 = 2;

/// The title of the app's page; no other has it.
const APP_TITLE: &str = "Test app";

/// One of the two windows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Which {
    /// The app's.
    App,
    /// The popup.
    Popup,
}

/// A connection to the display.
pub struct Desktop {
    connection: RustConnection,
    root: Window,
    atoms: Atoms,
}

impl Desktop {
    /// Connects.
    pub fn of(display: &Display) -> Result<Self> {
        let (connection, screen) = x11rb::connect(Some(display.name())).context("cannot connect to the display")?;
        let root = connection.setup().roots[screen].root;
        let atoms = Atoms::new(&connection)?.reply()?;
        Ok(Self { connection, root, atoms })
    }

    /// Turns to a window.
    pub async fn turn_to(&self, which: Which) -> Result<()> {
        let window = self.window(which).await?;
        self.tell(window, self.atoms._NET_ACTIVE_WINDOW, [FROM_USER, 0, 0, 0, 0])
    }

    /// Closes a window.
    pub async fn close(&self, which: Which) -> Result<()> {
        let window = self.window(which).await?;
        self.tell(window, self.atoms._NET_CLOSE_WINDOW, [0, FROM_USER, 0, 0, 0])
    }

    async fn window(&self, which: Which) -> Result<Window> {
        wait::until(&format!("a window of the {which:?}"), async || {
            for window in self.windows()? {
                if self.title(window)?.contains(APP_TITLE) == (which == Which::App) {
                    return Ok(Some(window));
                }
            }
            Ok(None)
        })
        .await
    }

    fn windows(&self) -> Result<Vec<Window>> {
        let list = self.property(self.root, self.atoms._NET_CLIENT_LIST, AtomEnum::WINDOW.into())?;
        Ok(list.value32().map(Iterator::collect).unwrap_or_default())
    }

    fn title(&self, window: Window) -> Result<String> {
        let title = self.property(window, self.atoms._NET_WM_NAME, self.atoms.UTF8_STRING)?;
        Ok(String::from_utf8_lossy(&title.value).into_owned())
    }

    fn property(&self, window: Window, name: u32, kind: u32) -> Result<GetPropertyReply> {
        Ok(self.connection.get_property(false, window, name, kind, 0, u32::MAX)?.reply()?)
    }

    /// Asks the window manager.
    fn tell(&self, window: Window, what: u32, data: [u32; 5]) -> Result<()> {
        let message = ClientMessageEvent::new(32, window, what, data);
        let mask = EventMask::SUBSTRUCTURE_REDIRECT | EventMask::SUBSTRUCTURE_NOTIFY;
        self.connection.send_event(false, self.root, mask, message)?;
        self.connection.sync()?;
        Ok(())
    }
}
