//! A value of JavaScript's, as far as the machine meets any.

use std::rc::Rc;

use alter_connect_core::error::Error;
use alter_connect_core::value::{Kind, Value};
use alter_connect_core::word::Word;
use serde_json::{Value as Data, json};

use crate::app::Options;
use crate::json::Json;
use crate::window::{Address, Message};

#[derive(Clone)]
pub enum Js {
    Data(Json),
    /// The options of a request.
    Options(Rc<Options>),
    /// A function of the app's that nobody looks into.
    Function,
    /// What the app gives for a token or an address that comes late.
    Late(Rc<Options>),
    Address(Address),
    /// A window, by its number.
    Window(usize),
    Message(Message),
    /// The event that a flow took the popup over, by its number.
    TakenOver(u32),
    /// A walk over handlers, by its number.
    Walk(u32),
    /// What a walk gave: a handler, and the walk.
    Handler(Handler, u32),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Handler {
    /// One of the app's, by its number.
    App(u32),
    /// The callbacks of a request, by its number.
    Request(usize),
}

impl Js {
    pub fn text(text: impl Into<String>) -> Self {
        data(text.into().into())
    }

    pub fn as_data(&self) -> &Data {
        match self {
            Self::Data(Json(data)) => data,
            _ => &Data::Null,
        }
    }
}

pub fn data(data: Data) -> Js {
    Js::Data(Json(data))
}

impl Value for Js {
    fn get(&self, key: Word) -> Option<Self> {
        match self {
            Self::Data(json) => json.get(key).map(Self::Data),
            Self::Options(options) => options.get(key),
            Self::Late(options) => options.get_of_late(key),
            Self::Address(address) => match key {
                Word::Protocol => Some(Self::text(if address.permitted { "https:" } else { "javascript:" })),
                _ => None,
            },
            Self::Message(message) => (key == Word::Data).then(|| data(message.data.clone())),
            _ => None,
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Self::Data(json) => json.kind(),
            Self::Function => Kind::Function,
            Self::Options(_) => Kind::Record,
            Self::Late(options) if options.is_function() => Kind::Function,
            _ => Kind::Other,
        }
    }

    fn word(&self) -> Option<Word> {
        match self {
            Self::Data(json) => json.word(),
            _ => None,
        }
    }

    fn each(&self, limit: u32, mut visit: impl FnMut(Self)) {
        if let Self::Data(json) = self {
            json.each(limit, |item| visit(Self::Data(item)));
        }
    }

    fn split(&self) -> Self {
        match self {
            Self::Data(json) => Self::Data(json.split()),
            other => other.clone(),
        }
    }

    fn last_label(&self) -> Option<Word> {
        match self {
            Self::Data(json) => json.last_label(),
            _ => None,
        }
    }

    fn record(&self) -> Self {
        data(json!({}))
    }

    fn list(&self) -> Self {
        data(json!([]))
    }

    fn undefined(&self) -> Self {
        data(Data::Null)
    }

    fn text(&self, word: Word) -> Self {
        Self::text(word.as_str())
    }

    fn failure(&self, error: Error, details: Option<Self>) -> Self {
        Self::Data(Json(Data::Null).failure(error, details.map(|details| Json(details.as_data().clone()))))
    }

    fn now(&self) -> Self {
        Self::Data(Json(Data::Null).now())
    }

    fn set(&mut self, key: Word, value: Self) {
        if let Self::Data(json) = self {
            json.set(key, Json(value.as_data().clone()));
        }
    }

    fn set_extra(&mut self, item: &Self) {
        if let (Self::Data(grant), Self::Data(item)) = (self, item) {
            grant.set_extra(item);
        }
    }

    fn push(&mut self, value: Self) {
        if let Self::Data(json) = self {
            json.push(Json(value.as_data().clone()));
        }
    }
}
