//! Popup or full-page redirect: the device rule, and the app's own choice.

use crate::word::Word;

/// How the Connect page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A popup window beside the app.
    #[default]
    Popup,
    /// The app's own tab goes to the Connect page and comes back.
    Redirect,
}

/// What the rule looks at. Sizes are CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Device {
    /// The user agent names a mobile system (`host/src/facts.js` has the names).
    pub mobile_agent: bool,
    /// The device has touch.
    pub touch: bool,
    /// `innerWidth`, rounded up.
    pub width: i32,
    /// `innerHeight`, rounded up.
    pub height: i32,
    /// The page is in a frame.
    pub framed: bool,
}

impl Device {
    /// The app's choice, or else: redirect for phones, and for tablets held upright. A frame is never sent away, since the
    /// hosted page refuses framing.
    #[inline(always)]
    pub fn mode(&self, choice: Option<Word>) -> Mode {
        match choice {
            _ if self.framed => Mode::Popup,
            Some(Word::Popup) => Mode::Popup,
            Some(Word::Redirect) => Mode::Redirect,
            _ => self.rule(),
        }
    }

    #[inline(always)]
    fn rule(&self) -> Mode {
        let mobile = self.mobile_agent || (self.touch && self.width <= 768);
        let phone = self.width <= 480;
        let upright_tablet = self.width <= 1024 && self.height > self.width;
        if mobile && (phone || upright_tablet) { Mode::Redirect } else { Mode::Popup }
    }
}
