//! How many tests passed and failed, and what stands beside them.

use std::fmt;
use std::ops::AddAssign;

#[derive(Clone, Copy, Default)]
pub struct Counts {
    pub passed: u32,
    pub failed: u32,
    /// What looks at the code rather than at what it does: format, lints, builds, planted faults.
    pub checks: u32,
    /// What could not be run here.
    pub skipped: u32,
    /// Tests that passed, or failed, only when they were played again.
    pub again: u32,
}

impl Counts {
    /// A test that is one command.
    pub fn one(passed: bool) -> Self {
        Self { passed: passed.into(), failed: (!passed).into(), ..Self::default() }
    }

    /// A check. One that fails is a failure like any other.
    pub fn check(passed: bool) -> Self {
        Self { checks: passed.into(), failed: (!passed).into(), ..Self::default() }
    }

    /// What could not be run here.
    pub fn skipped() -> Self {
        Self { skipped: 1, ..Self::default() }
    }

    /// The sum of all lines like `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub fn read(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines() {
            sum.again += u32::from(line.contains("second attempt: "));
            let Some((_, result)) = line.split_once("test result: ") else {
                continue;
            };
            let count = |what: &str| {
                let part = result.split(&[';', '.']).find(|part| part.trim_end().ends_with(what));
                part.and_then(|part| part.split_whitespace().next()?.parse().ok()).unwrap_or(0)
            };
            sum += Self { passed: count(" passed"), failed: count(" failed"), ..Self::default() };
        }
        sum
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.checks += other.checks;
        self.skipped += other.skipped;
        self.again += other.again;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        for (count, what) in [(self.checks, "checks passed"), (self.skipped, "skipped"), (self.again, "played twice")] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn counts_of_all_groups_are_added() {
        let output = "\
            running 3 tests\n\
            test webkit::popup::denied ... second attempt: webkit::popup::denied: no popup\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; finished in 0.01s\n\
            test result: FAILED. 10 passed; 2 failed; 1 ignored; finished in 1.20s\n";
        assert_eq!(Counts::read(output).to_string(), "13 passed, 2 failed, 1 played twice");
    }

    #[test]
    fn checks_and_what_is_skipped_are_told_apart() {
        let mut sum = Counts::one(true);
        for more in [Counts::check(true), Counts::check(true), Counts::check(false), Counts::skipped()] {
            sum += more;
        }
        assert_eq!(sum.to_string(), "1 passed, 1 failed, 2 checks passed, 1 skipped");
    }

    #[test]
    fn output_without_results_counts_nothing() {
        assert_eq!(Counts::read("error: 5 passed; 0 failed").to_string(), "0 passed, 0 failed");
    }
}
