//! The popup window.

use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

use wasm_bindgen::prelude::*;

use super::js::{self, Object, Window};
use crate::value::Value;
use crate::word::Word;

#[wasm_bindgen]
extern "C" {
    /// Throws in some sandboxed frames, where others return null.
    #[wasm_bindgen(method, structural, catch)]
    fn open(this: &Window, url: &JsValue, name: Word, features: &JsValue) -> Result<JsValue, JsValue>;

    /// A window that may be of another origin: these methods, `closed` and `location` are all that it offers then.
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    pub type PopupWindow;
    /// Brings it to the front.
    #[wasm_bindgen(method, structural)]
    pub fn focus(this: &PopupWindow);
    #[wasm_bindgen(method, structural)]
    fn close(this: &PopupWindow);
}

/// The number of the popup opened last. All flows of a page share one window by its name, so it is that one's alone.
static LATEST: AtomicU32 = AtomicU32::new(0);

/// An open popup; closed on drop, unless another flow has taken it over.
#[must_use = "a popup is closed when dropped"]
pub struct Popup {
    window: PopupWindow,
    number: u32,
}

impl Popup {
    /// Opens `url`, or a waiting page, centred on the opener. Has to run in the user's click. `None`: blocked.
    pub fn open(opener: &Window, url: Option<&JsValue>) -> Option<Self> {
        let left = opener.number(Word::ScreenX) + (opener.number(Word::OuterWidth) - 500.0) / 2.0;
        let top = opener.number(Word::ScreenY) + (opener.number(Word::OuterHeight) - 700.0) / 2.0;
        let features = js::string(Word::PopupSizeAndLeft)
            .concat(left.into())
            .concat(js::string(Word::PopupTop).into())
            .concat(top.into())
            .concat(js::string(Word::PopupRest).into());
        let blank = js::string(Word::Blank);
        let window = opener.open(url.unwrap_or(&blank), Word::PopupName, &features).ok()?;
        let number = LATEST.load(Relaxed) + 1;
        let popup = window.truthy().then(|| Self { window: window.unchecked_into(), number })?;
        LATEST.store(number, Relaxed);
        if url.is_none() {
            popup.show_waiting_page();
        }
        Some(popup)
    }

    /// Goes to another page.
    pub fn navigate(&self, url: &JsValue) {
        JsValue::from(self.window.clone()).set(Word::Location, url.clone());
    }

    /// `popup.closed`: see [`flow`](crate::flow) for what it is worth.
    pub fn looks_closed(&self) -> bool {
        self.window.get(Word::Closed).truthy()
    }

    /// Whether another flow's page is in the window now.
    pub fn is_taken_over(&self) -> bool {
        self.number != LATEST.load(Relaxed)
    }

    /// The window itself, to call while the popup is elsewhere.
    pub fn window(&self) -> PopupWindow {
        self.window.clone()
    }

    /// Whether `window` is this popup.
    pub fn is(&self, window: &JsValue) -> bool {
        **self.window == *window
    }

    /// A window of this name that was open before may still show another origin's page, which can't be written to.
    fn show_waiting_page(&self) {
        let mut document = js::try_get(&self.window, Word::Document).unwrap_or_default();
        let mut body = document.get(Word::Body);
        if body.truthy() {
            let text = JsValue::from_word(Word::Connecting);
            document.set(Word::Title, text.clone());
            body.set(Word::TextContent, text);
            body.get(Word::Style).set(Word::CssText, JsValue::from_word(Word::WaitingStyle));
        }
    }
}

impl Drop for Popup {
    fn drop(&mut self) {
        if !self.is_taken_over() {
            self.window.close();
        }
    }
}
