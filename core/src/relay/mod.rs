//! The relay: how a popup that lost its opener still reaches it.
//!
//! A page with `Cross-Origin-Opener-Policy: same-origin` cuts the popup off for good. When the sign-in then ends on the app's
//! own `return_url`, the SDK on that page hands the result over, on a channel that is named by a nonce. The popup alone has
//! the nonce, from the moment in which it was opened: its own session storage has it, the opener's never does, so no crafted
//! link in another tab is believed.
//!
//! The opener's end is three calls of the host: [`open_relay`](crate::host::Host::open_relay) when the popup opens,
//! [`acknowledge`](crate::host::Host::acknowledge) when a result is taken, and
//! [`close_relay`](crate::host::Host::close_relay). The popup's end has rules of its own: [`popup`].

pub mod popup;
