//! The time that sessions live by.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The machine's clock plus what [`advance`](Clock::advance) added, so that a test can let a session expire without
/// waiting for it.
pub(crate) struct Clock {
    read: Box<dyn Fn() -> SystemTime + Send + Sync>,
    ahead_ms: AtomicU64,
}

impl Clock {
    pub(crate) fn new(read: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self { read: Box::new(read), ahead_ms: AtomicU64::new(0) }
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.machine() + Duration::from_millis(self.ahead_ms.load(Ordering::Relaxed))
    }

    /// The time without what was added: others sign by it. A clock that a test has set to no time that can be written
    /// down is taken for the nearest that can.
    pub(crate) fn machine(&self) -> SystemTime {
        written(&(self.read)())
    }

    pub(crate) fn advance(&self, by: Duration) {
        let ms = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        let later = |ahead: u64| Some(ahead.saturating_add(ms).min(A_THOUSAND_YEARS_MS));
        let _ = self.ahead_ms.fetch_update(Ordering::Relaxed, Ordering::Relaxed, later);
    }

    /// How far it is ahead of the machine's time.
    pub(crate) fn ahead_ms(&self) -> u64 {
        self.ahead_ms.load(Ordering::Relaxed)
    }

    pub(crate) fn set_ahead_ms(&self, ms: u64) {
        self.ahead_ms.store(ms.min(A_THOUSAND_YEARS_MS), Ordering::Relaxed);
    }

    /// Goes back to the machine's time.
    pub(crate) fn reset(&self) {
        self.ahead_ms.store(0, Ordering::Relaxed);
    }
}

/// Enough for every test.
const A_THOUSAND_YEARS_MS: u64 = 1000 * 365 * 24 * 3600 * 1000;

/// 9999-12-31T23:59:59Z.
const LAST: Duration = Duration::from_secs(253_402_300_799);

fn written(time: &SystemTime) -> SystemTime {
    (*time).clamp(UNIX_EPOCH, UNIX_EPOCH + LAST)
}

/// ISO 8601, to the second.
pub(crate) fn seconds(time: SystemTime) -> String {
    humantime::format_rfc3339_seconds(written(&time)).to_string()
}

/// ISO 8601, to the millisecond.
pub(crate) fn milliseconds(time: SystemTime) -> String {
    humantime::format_rfc3339_millis(written(&time)).to_string()
}
