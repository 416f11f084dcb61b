//! How many tests passed and failed, and what stands beside them.

use std::fmt;
use std::ops::AddAssign;

#[derive(Clone, Default)]
pub struct Counts {
    pub passed: u32,
    pub failed: u32,
    /// What looks at the code rather than at what it does: format, lints, builds, planted faults.
    pub checks: u32,
    /// What could not be run here.
    pub skipped: u32,
    /// Tests that passed, or failed, only when they were played again.
    pub again: u32,
    /// Seconds and names of the tests that tell how long they took.
    pub times: Vec<(f32, String)>,
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

    /// The sum of all lines like `test result: ok. 3 passed; 0 failed; 1 ignored; …`, and the times in lines like
    /// `took 1.5 s: chromium::popup::denied`.
    pub fn read(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines() {
            sum.again += u32::from(line.contains("second attempt: "));
            let time = line.split_once("took ").and_then(|(_, rest)| rest.split_once(" s: "));
            sum.times.extend(time.and_then(|(seconds, name)| Some((seconds.parse().ok()?, name.to_owned()))));
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

    /// `3 passed, 0 failed`, and what was skipped.
    pub fn tests(&self) -> String {
        let skipped = if self.skipped > 0 { format!(", {} skipped", self.skipped) } else { String::new() };
        format!("{} passed, {} failed{skipped}", self.passed, self.failed)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.checks += other.checks;
        self.skipped += other.skipped;
        self.again += other.again;
        self.times.extend(other.times);
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tests())?;
        for (count, what) in [(self.checks, "checks passed"), (self.again, "played twice")] {
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
            took 2.5 s: webkit::popup::denied\n\
            test webkit::popup::denied ... second attempt: webkit::popup::denied: no popup\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; finished in 0.01s\n\
            test result: FAILED. 10 passed; 2 failed; 1 ignored; finished in 1.20s\n";
        let counts = Counts::read(output);
        assert_eq!(counts.to_string(), "13 passed, 2 failed, 1 played twice");
        assert_eq!(counts.times, [(2.5, "webkit::popup::denied".to_owned())]);
    }

    #[test]
    fn checks_and_what_is_skipped_are_told_apart() {
        let mut sum = Counts::one(true);
        for more in [Counts::check(true), Counts::check(true), Counts::check(false), Counts::skipped()] {
            sum += more;
        }
        assert_eq!(sum.to_string(), "1 passed, 1 failed, 1 skipped, 2 checks passed");
    }

    #[test]
    fn output_without_results_counts_nothing() {
        assert_eq!(Counts::read("error: 5 passed; 0 failed").to_string(), "0 passed, 0 failed");
    }
}
