//! A value of JavaScript's, by its number.

use core::num::NonZeroI32;

/// A value of JavaScript's by its number in `values.js`, good until the call from JavaScript ends in which it came. A number
/// that is good no longer means another value or `undefined`, and harms nothing.
#[derive(Clone, Copy)]
pub struct Handle(NonZeroI32);

impl Handle {
    /// The value of that number; `None` for 0.
    pub fn some(number: i32) -> Option<Self> {
        NonZeroI32::new(number).map(Self)
    }

    /// The value that JavaScript has just entered, of that number.
    ///
    /// # Safety
    ///
    /// The number is not 0.
    pub unsafe fn entered(number: i32) -> Self {
        debug_assert_ne!(number, 0, "values.js enters no value under 0");
        // SAFETY: the caller's.
        Self(unsafe { NonZeroI32::new_unchecked(number) })
    }

    /// The number.
    pub fn number(self) -> i32 {
        self.0.get()
    }
}
