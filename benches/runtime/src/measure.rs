//! Peers take turns; a ratio is taken within a round, so that the drift of the machine cancels.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::Runtime;

use crate::allocations;
use crate::data::{self, Database};
use crate::peers::{Failure, Peer};
use crate::workload::Workload;

/// How long a turn of the first peer takes, about.
const TURN: Duration = Duration::from_millis(30);
const ROUNDS: usize = 11;
/// Operations whose allocations are counted.
const COUNTED: i64 = 16;

/// The floor, the peers and a way to run SQL beside them.
pub struct Arena<'a> {
    pub runtime: &'a Runtime,
    pub database: Database,
    pub peers: Vec<Box<dyn Peer>>,
    pub execute: Box<dyn FnMut(&str) -> Result<(), Failure> + 'a>,
    /// The next key that no row has.
    pub next_key: i64,
}

/// The result of one peer at one workload.
pub struct Cell {
    pub microseconds: f64,
    pub ratio: f64,
    /// Of the processor, without what the server of the database takes.
    pub processor_microseconds: f64,
    pub processor_ratio: f64,
    pub allocations: f64,
}

/// What one turn took.
#[derive(Clone, Copy)]
struct Cost {
    elapsed: Duration,
    processor: Duration,
}

impl Arena<'_> {
    /// Measures all peers at `workload`; the first of them is the floor.
    pub fn measure(&mut self, workload: Workload) -> Result<Vec<Cell>, Failure> {
        // Opens connections and prepares statements.
        for peer in 0..self.peers.len() {
            self.turn(peer, workload, 8)?;
        }
        let answers =
            (0..self.peers.len()).map(|peer| self.turn(peer, workload, 64)).collect::<Result<Vec<_>, _>>()?;
        if workload != Workload::Update && answers.iter().any(|(answer, _)| *answer != answers[0].0) {
            let answers: Vec<_> = answers.iter().map(|(answer, _)| answer).collect();
            return Err(format!("{}: the peers do not agree: {answers:?}", workload.name()).into());
        }
        let each = answers[0].1.elapsed / 64;
        let count = i64::try_from(TURN.as_nanos() / each.as_nanos().max(1))?.clamp(2, 10_000);

        let mut costs = vec![Vec::new(); self.peers.len()];
        for round in 0..ROUNDS {
            for offset in 0..self.peers.len() {
                let peer = (round + offset) % self.peers.len();
                costs[peer].push(self.turn(peer, workload, count)?.1);
            }
        }
        let elapsed = |cost: &Cost| cost.elapsed.as_secs_f64() * 1e6 / count as f64;
        let processor = |cost: &Cost| cost.processor.as_secs_f64() * 1e6 / count as f64;
        let mut cells = Vec::new();
        for peer in 0..self.peers.len() {
            let first = self.prepare(workload, COUNTED)?;
            let (runtime, peers) = (self.runtime, &mut self.peers);
            let mut result = Ok(0);
            let allocations =
                allocations::during(|| result = runtime.block_on(peers[peer].work(workload, first, COUNTED)));
            result?;
            cells.push(Cell {
                microseconds: median(costs[peer].iter().map(elapsed)),
                ratio: ratio(&costs[peer], &costs[0], elapsed),
                processor_microseconds: median(costs[peer].iter().map(processor)),
                processor_ratio: ratio(&costs[peer], &costs[0], processor),
                allocations: allocations as f64 / COUNTED as f64,
            });
        }
        Ok(cells)
    }

    /// Has one peer do `workload` so many times, once its statements are prepared.
    pub fn repeat(&mut self, peer: &str, workload: Workload, count: i64) -> Result<(), Failure> {
        let peer = self.peers.iter().position(|other| other.name() == peer).ok_or("no such peer")?;
        for count in [8, count] {
            self.turn(peer, workload, count)?;
        }
        Ok(())
    }

    fn turn(&mut self, peer: usize, workload: Workload, count: i64) -> Result<(i64, Cost), Failure> {
        let first = self.prepare(workload, count)?;
        let work = self.peers[peer].work(workload, first, count);
        let (start, processor) = (Instant::now(), processor_time());
        let answer = self.runtime.block_on(work)?;
        let cost = Cost { elapsed: start.elapsed(), processor: processor_time().saturating_sub(processor) };
        Ok((answer, cost))
    }

    /// The number of the first operation.
    fn prepare(&mut self, workload: Workload, count: i64) -> Result<i64, Failure> {
        if workload != Workload::Delete {
            return Ok(0);
        }
        let first = self.next_key;
        self.next_key += count;
        (self.execute)(&data::rows_to_delete(self.database, first, count))?;
        Ok(first)
    }
}

/// What all threads of this process have taken of the processor.
fn processor_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
}

/// The median of the ratios within each round.
fn ratio(costs: &[Cost], floor: &[Cost], of: impl Fn(&Cost) -> f64) -> f64 {
    median(costs.iter().zip(floor).map(|(cost, floor)| of(cost) / of(floor)))
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
