//! How many tests passed and failed.

use std::fmt;
use std::ops::AddAssign;

#[derive(Clone, Copy, Default)]
pub struct Counts {
    pub passed: u32,
    pub failed: u32,
}

impl Counts {
    /// A check that counts as one test.
    pub fn one(passed: bool) -> Self {
        Self { passed: passed.into(), failed: (!passed).into() }
    }

    /// The sum of all lines like `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub fn read(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines() {
            let Some((_, result)) = line.split_once("test result: ") else {
                continue;
            };
            let count = |what: &str| {
                let part = result.split(&[';', '.']).find(|part| part.trim_end().ends_with(what));
                part.and_then(|part| part.split_whitespace().next()?.parse().ok()).unwrap_or(0)
            };
            sum += Self { passed: count(" passed"), failed: count(" failed") };
        }
        sum
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn counts_of_all_groups_are_added() {
        let output = "\
            running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; finished in 0.01s\n\
            test result: FAILED. 10 passed; 2 failed; 1 ignored; finished in 1.20s\n";
        assert_eq!(Counts::read(output).to_string(), "13 passed, 2 failed");
    }

    #[test]
    fn output_without_results_counts_nothing() {
        assert_eq!(Counts::read("error: 5 passed; 0 failed").to_string(), "0 passed, 0 failed");
    }
}
