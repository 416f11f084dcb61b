//! The table: scenarios × engines.

use std::collections::BTreeMap;

use alter_connect_e2e::Engine;

use crate::scenario::Scenario;
use crate::verdict::Verdict;

/// Verdicts as they come in.
#[derive(Debug)]
pub struct Table {
    engines: Vec<Engine>,
    rows: Vec<(Scenario, Cells)>,
}

/// The verdicts of one scenario, by engine: that on the first SDK that does not pass, or on the first.
type Cells = BTreeMap<&'static str, Verdict>;

impl Table {
    /// An empty table of these rows.
    pub fn new(engines: &[Engine], scenarios: &[Scenario]) -> Self {
        let rows = scenarios.iter().map(|scenario| (scenario.clone(), BTreeMap::new())).collect();
        Self { engines: engines.to_vec(), rows }
    }

    /// Enters a verdict.
    pub fn enter(&mut self, scenario: &Scenario, engine: Engine, verdict: Verdict) {
        if let Some((_, cells)) = self.rows.iter_mut().find(|(row, _)| row.name == scenario.name) {
            let cell = cells.entry(engine.name()).or_insert_with(|| verdict.clone());
            if cell.passes() && !verdict.passes() {
                *cell = verdict;
            }
        }
    }

    /// Prints it, with totals below and then whatever went wrong.
    pub fn print(&self) {
        let width = self.rows.iter().map(|(scenario, _)| scenario.name.chars().count()).max().unwrap_or(0);
        print!("{:width$}", "scenario");
        self.engines.iter().for_each(|engine| print!("  {:10}", engine.name()));
        println!();
        for (scenario, verdicts) in &self.rows {
            print!("{:width$}", scenario.name);
            for engine in &self.engines {
                match verdicts.get(engine.name()) {
                    Some(verdict @ Verdict::Declared) => {
                        let point = scenario.point().unwrap_or_default();
                        print!("  {:10}", format!("{verdict} {point}"));
                    }
                    Some(verdict) => print!("  {verdict:10}"),
                    None => print!("  {:10}", ""),
                }
            }
            println!();
        }
        println!();
        for engine in &self.engines {
            println!("{}", self.totals(*engine));
        }
        for (scenario, verdicts) in &self.rows {
            for (engine, verdict) in verdicts {
                if let Verdict::Differs(why) | Verdict::Failed(why) = verdict {
                    println!("\n{engine}: {}: {why}", scenario.name);
                }
            }
        }
    }

    fn totals(&self, engine: Engine) -> String {
        let count = |kind: fn(&Verdict) -> bool| {
            self.rows.iter().filter_map(|(_, verdicts)| verdicts.get(engine.name())).filter(|of| kind(of)).count()
        };
        let same = count(|verdict| *verdict == Verdict::Same);
        let declared = count(|verdict| *verdict == Verdict::Declared);
        let differ = count(|verdict| !verdict.passes());
        format!("{engine}: {same} same, {declared} declared, {differ} differ")
    }

    /// Whether every verdict passes.
    pub fn passes(&self) -> bool {
        self.rows.iter().all(|(_, verdicts)| verdicts.values().all(Verdict::passes))
    }
}
