//! Where a run could go on in several ways, it asks here: a search answers with each in turn, a random run by its seed.

/// The answers of one run.
#[derive(Debug)]
pub struct Choices {
    /// The first answers; then come zeros, or random ones.
    given: Vec<usize>,
    random: Option<u64>,
    /// Each answer, and of how many.
    pub taken: Vec<(usize, usize)>,
}

impl Choices {
    /// These answers first, then the first of each.
    pub fn from(given: Vec<usize>) -> Self {
        Self { given, random: None, taken: Vec::new() }
    }

    /// Random ones.
    pub fn random(seed: u64) -> Self {
        Self { given: Vec::new(), random: Some(seed), taken: Vec::new() }
    }

    /// Whether all that were given are taken.
    pub fn are_new(&self) -> bool {
        self.taken.len() >= self.given.len()
    }

    /// One of so many.
    pub fn choose(&mut self, of: usize) -> usize {
        assert!(of > 0);
        let choice = match (self.given.get(self.taken.len()), &mut self.random) {
            (Some(given), _) => given % of,
            (None, Some(seed)) => (next(seed) % of as u64) as usize,
            (None, None) => 0,
        };
        self.taken.push((choice, of));
        choice
    }

    /// One of so many; at random, mostly the first.
    pub fn choose_rarely(&mut self, of: usize) -> usize {
        if let Some(seed) = &mut self.random
            && !next(seed).is_multiple_of(3)
        {
            self.taken.push((0, of));
            return 0;
        }
        self.choose(of)
    }

    /// The answers of the run that a search tries next; `None`: all were tried.
    pub fn following(mut self) -> Option<Vec<usize>> {
        while let Some((choice, of)) = self.taken.pop() {
            if choice + 1 < of {
                let mut next: Vec<usize> = self.taken.iter().map(|(choice, _)| *choice).collect();
                next.push(choice + 1);
                return Some(next);
            }
        }
        None
    }
}

/// SplitMix64.
pub fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *seed;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
