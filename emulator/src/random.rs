//! Values that nobody can guess.

use std::sync::Arc;

type Fill = dyn Fn(&mut [u8]) + Send + Sync;

/// Where they come from. Clones draw from the same source.
#[derive(Clone)]
pub(crate) struct Random {
    fill: Arc<Fill>,
}

impl Random {
    pub(crate) fn new(fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Self {
        Self { fill: Arc::new(fill) }
    }

    /// 256 bits, as 64 hex digits.
    pub(crate) fn secret(&self) -> String {
        hex::encode(self.bytes::<32>())
    }

    /// 160 bits, as 40 hex digits.
    pub(crate) fn key(&self) -> String {
        hex::encode(self.bytes::<20>())
    }

    pub(crate) fn uuid(&self) -> String {
        uuid::Builder::from_random_bytes(self.bytes::<16>()).into_uuid().to_string()
    }

    fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.fill)(&mut bytes);
        bytes
    }
}
