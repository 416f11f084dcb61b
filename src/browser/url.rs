//! Addresses, as `URL` objects.

use wasm_bindgen::prelude::*;

use super::local::Local;
use super::name::Name;
use super::window::Window;
use crate::core::address;
use crate::core::value::Value;
use crate::core::word::Word;

#[wasm_bindgen(module = "/src/browser/url.js")]
extern "C" {
    #[wasm_bindgen(js_name = withoutSlashes)]
    fn path_without_slashes(path: i32) -> i32;
    #[wasm_bindgen(js_name = parameters)]
    fn query_parameters(query: i32) -> i32;
}

/// The parameters of a query string, as a record.
pub fn parameters(query: Local<'_>) -> Local<'_> {
    query.scope().passed(query_parameters(query.number()))
}

/// A parsed address.
#[derive(Clone, Copy)]
pub struct Url<'s>(Local<'s>);

impl<'s> Url<'s> {
    /// A value that is a `URL` object.
    pub fn of(url: Local<'s>) -> Self {
        Self(url)
    }

    /// `None`: it is no absolute address.
    pub fn parse(url: Local<'s>) -> Option<Self> {
        url.scope().construct(Name::Url, url).map(Self)
    }

    /// The Connect page at a `baseURL`. `None`: not permitted.
    pub fn connect_page(base_url: Local<'s>) -> Option<Self> {
        let scope = base_url.scope();
        let url = Self::permitted(base_url)?;
        let path = scope.passed(path_without_slashes(url.part(Name::Pathname).number()));
        let path = path.call1(Name::Concat, scope.word(Word::ConnectPath))?;
        url.0.put(Name::Pathname, path);
        url.0.put(Name::Search, scope.word(Word::Empty));
        Some(url)
    }

    /// An address that the SDK may open.
    pub fn permitted(url: Local<'s>) -> Option<Self> {
        let url = Self::parse(url)?;
        address::is_permitted(url.part(Name::Protocol).word(), url.part(Name::Hostname).word()).then_some(url)
    }

    /// The same address with a session token in its fragment. `None`: the token can't be encoded.
    pub fn with_token(self, token: Local<'_>) -> Option<Self> {
        let scope = self.0.scope();
        let token = Window::of_page(scope)?.local().call1(Name::EncodeUriComponent, token)?;
        self.0.put(Name::Hash, scope.word(Word::SessionFragment).call1(Name::Concat, token)?);
        Some(self)
    }

    /// A part of it: an empty string where it has none.
    pub fn part(self, name: Name) -> Local<'s> {
        self.0.at(name).unwrap_or_else(|| self.0.scope().word(Word::Empty))
    }

    /// Path, query and fragment behind this page's own origin; alone, a path that begins with `//` would name a host.
    pub fn on_this_origin(self) -> Option<Local<'s>> {
        let origin = Window::of_page(self.0.scope())?.location()?.at(Name::Origin)?;
        [Name::Pathname, Name::Search, Name::Hash]
            .into_iter()
            .try_fold(origin, |address, part| address.call1(Name::Concat, self.part(part)))
    }

    /// The same address without these query parameters.
    pub fn without(self, parameters: &[Word]) -> Local<'s> {
        if let Some(query) = self.0.at(Name::SearchParams) {
            for parameter in parameters {
                query.call1(Name::Delete, self.0.scope().word(*parameter));
            }
        }
        self.href()
    }

    /// All of it, as a string.
    pub fn href(self) -> Local<'s> {
        self.part(Name::Href)
    }

    /// As a value.
    pub fn local(self) -> Local<'s> {
        self.0
    }
}
