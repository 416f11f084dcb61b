//! The popup window.

use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

use wasm_bindgen::prelude::*;

use super::js::{self, Local};
use crate::value::Value;
use crate::word::Word;

#[wasm_bindgen]
extern "C" {
    /// Throws in some sandboxed frames, where others return null.
    #[wasm_bindgen(method, structural, catch, js_name = open)]
    fn open_window(this: &Local, url: &Local, name: Word, features: &Local) -> Result<Option<Local>, JsValue>;
    /// Brings a window to the front.
    #[wasm_bindgen(method, structural)]
    pub fn focus(this: &Local);
    /// Closes a window, or a channel.
    #[wasm_bindgen(method, structural)]
    pub fn close(this: &Local);
}

#[wasm_bindgen(module = "/src/browser/popup.js")]
extern "C" {
    fn features(opener: &Local) -> Local;
}

/// The number of the popup opened last. All flows of a page share one window by its name, so it is that one's alone.
static LATEST: AtomicU32 = AtomicU32::new(0);

/// An open popup; closed on drop, unless another flow has taken it over.
#[must_use = "a popup is closed when dropped"]
pub struct Popup {
    window: JsValue,
    number: u32,
}

impl Popup {
    /// Opens `url`, or a waiting page, centred on the opener. Has to run in the user's click. `None`: blocked.
    pub fn open(opener: Local, url: Option<Local>) -> Option<Self> {
        let address = url.unwrap_or_else(|| js::string(Word::Blank));
        let window = opener.open_window(&address, Word::PopupName, &features(&opener)).ok()??;
        if url.is_none() {
            show_waiting_page(window);
        }
        let number = LATEST.load(Relaxed) + 1;
        LATEST.store(number, Relaxed);
        Some(Self { window: window.keep(), number })
    }

    /// Its window, which may be of another origin: `focus`, `close`, `closed` and `location` are all that it offers then.
    pub fn window(&self) -> Local {
        Local::of(&self.window)
    }

    /// Goes to another page.
    pub fn navigate(&self, url: Local) {
        self.window().set(Word::Location, url);
    }

    /// `popup.closed`: see [`flow`](crate::flow) for what it is worth.
    pub fn looks_closed(&self) -> bool {
        self.window().get(Word::Closed).is_some()
    }

    /// Whether another flow's page is in the window now.
    pub fn is_taken_over(&self) -> bool {
        self.number != LATEST.load(Relaxed)
    }
}

impl Drop for Popup {
    fn drop(&mut self) {
        if !self.is_taken_over() {
            self.window().close();
        }
    }
}

/// A window of this name that was open before may still show another origin's page, which can't be written to.
fn show_waiting_page(window: Local) {
    if let Ok(Some(mut document)) = js::try_get(window, Word::Document)
        && let Some(mut body) = document.get(Word::Body)
    {
        document.set_word(Word::Title, Word::Connecting);
        body.set_word(Word::TextContent, Word::Connecting);
        body.any(Word::Style).set_word(Word::CssText, Word::WaitingStyle);
    }
}
