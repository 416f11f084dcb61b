//! Figures as people read them.

use super::samples::Spread;

/// What a figure counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unit {
    /// Of time.
    Milliseconds,
    /// Of time.
    Microseconds,
    /// Of time.
    Nanoseconds,
    /// Of memory.
    Kilobytes,
}

/// One row's scale: the same for both SDKs.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    factor: f64,
    name: &'static str,
}

impl Unit {
    /// The scale in which figures up to `largest` read well.
    pub fn scale(self, largest: f64) -> Scale {
        let nanoseconds = match self {
            Self::Milliseconds => 1e6,
            Self::Microseconds => 1e3,
            Self::Nanoseconds => 1.0,
            Self::Kilobytes => return Scale { factor: 1e-3, name: " kB" },
        };
        let (unit, name) = match largest * nanoseconds {
            1e6.. => (1e6, " ms"),
            1e3.. => (1e3, " µs"),
            _ => (1.0, " ns"),
        };
        Scale { factor: nanoseconds / unit, name }
    }
}

impl Scale {
    /// A number with its unit.
    pub fn number(self, value: f64) -> String {
        format!("{}{}", digits(value * self.factor), self.name)
    }

    /// The median, and the quartiles in brackets.
    pub fn spread(self, spread: Spread) -> String {
        let [lower, median, upper] =
            [spread.lower, spread.median, spread.upper].map(|value| digits(value * self.factor));
        if lower == upper {
            format!("{median}{}", self.name)
        } else {
            format!("{median}{} ({lower}–{upper})", self.name)
        }
    }
}

/// Three digits that say something.
pub fn digits(value: f64) -> String {
    let decimals = match value.abs() {
        0.0 | 99.95.. => 0,
        9.995.. => 1,
        _ => 2,
    };
    format!("{value:.decimals$}")
}

/// How many times as much `ours` is.
pub fn ratio(ours: f64, reference: f64) -> String {
    if reference == 0.0 { "–".to_owned() } else { format!("{}×", digits(ours / reference)) }
}

/// With a separator of thousands.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
