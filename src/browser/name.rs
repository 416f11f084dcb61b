//! What the browser calls its objects, properties and events.

use wasm_bindgen::prelude::*;

/// A name of the platform's.
#[wasm_bindgen(skip_typescript)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    // Constructors.
    BroadcastChannel = "BroadcastChannel",
    Event = "Event",
    Set = "Set",
    Url = "URL",

    // Objects of the window.
    Console = "console",
    History = "history",
    Json = "JSON",
    Location = "location",
    SessionStorage = "sessionStorage",

    // Properties.
    Closed = "closed",
    Data = "data",
    Done = "done",
    Hash = "hash",
    Hostname = "hostname",
    Href = "href",
    InnerHeight = "innerHeight",
    InnerWidth = "innerWidth",
    Length = "length",
    Origin = "origin",
    Pathname = "pathname",
    Persisted = "persisted",
    Protocol = "protocol",
    Search = "search",
    SearchParams = "searchParams",
    Source = "source",
    State = "state",
    Value = "value",

    // Methods.
    Add = "add",
    AddEventListener = "addEventListener",
    Clear = "clear",
    ClearTimeout = "clearTimeout",
    Close = "close",
    Concat = "concat",
    Delete = "delete",
    DispatchEvent = "dispatchEvent",
    Error = "error",
    EncodeUriComponent = "encodeURIComponent",
    Focus = "focus",
    GetItem = "getItem",
    Log = "log",
    Next = "next",
    Open = "open",
    Parse = "parse",
    PostMessage = "postMessage",
    RemoveEventListener = "removeEventListener",
    RemoveItem = "removeItem",
    Replace = "replace",
    ReplaceState = "replaceState",
    SetItem = "setItem",
    SetTimeout = "setTimeout",
    Split = "split",
    Stringify = "stringify",
    Then = "then",
    Values = "values",

    // Events.
    Message = "message",
    PageHide = "pagehide",
    PageShow = "pageshow",
    /// Ours: another flow has opened the popup.
    TakeOver = "alter_connect_open",

    /// The popup's name, by which flows share it.
    Popup = "alter_oauth_popup",
    Blank = "about:blank",
    Comma = ",",
}
