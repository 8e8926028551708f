//! Peers take turns; a ratio is taken within a round, so that the drift of the machine cancels.

use std::time::{Duration, Instant};

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
    pub allocations: f64,
}

impl Arena<'_> {
    /// Measures all peers at `workload`; the first of them is the floor.
    pub fn measure(&mut self, workload: Workload) -> Result<Vec<Cell>, Failure> {
        let answers =
            (0..self.peers.len()).map(|peer| self.turn(peer, workload, 64)).collect::<Result<Vec<_>, _>>()?;
        if workload != Workload::Update && answers.iter().any(|(answer, _)| *answer != answers[0].0) {
            let answers: Vec<_> = answers.iter().map(|(answer, _)| answer).collect();
            return Err(format!("{}: the peers do not agree: {answers:?}", workload.name()).into());
        }
        let each = answers[0].1 / 64;
        let count = i64::try_from(TURN.as_nanos() / each.as_nanos().max(1))?.clamp(2, 10_000);

        let mut times = vec![Vec::new(); self.peers.len()];
        for round in 0..ROUNDS {
            for offset in 0..self.peers.len() {
                let peer = (round + offset) % self.peers.len();
                let (_, time) = self.turn(peer, workload, count)?;
                times[peer].push(time.as_secs_f64() * 1e6 / count as f64);
            }
        }
        let mut cells = Vec::new();
        for peer in 0..self.peers.len() {
            let ratios = times[peer].iter().zip(&times[0]).map(|(time, floor)| time / floor).collect();
            let first = self.prepare(workload, COUNTED)?;
            let (runtime, peers) = (self.runtime, &mut self.peers);
            let mut result = Ok(0);
            let allocations =
                allocations::during(|| result = runtime.block_on(peers[peer].work(workload, first, COUNTED)));
            result?;
            cells.push(Cell {
                microseconds: median(times[peer].clone()),
                ratio: median(ratios),
                allocations: allocations as f64 / COUNTED as f64,
            });
        }
        Ok(cells)
    }

    fn turn(&mut self, peer: usize, workload: Workload, count: i64) -> Result<(i64, Duration), Failure> {
        let first = self.prepare(workload, count)?;
        let work = self.peers[peer].work(workload, first, count);
        let start = Instant::now();
        let answer = self.runtime.block_on(work)?;
        Ok((answer, start.elapsed()))
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

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
