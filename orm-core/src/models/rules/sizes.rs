//! Rules on values whose size their column fixes: bits, and the dimensions of vectors.

use super::Checked;

#[cfg(feature = "bit-vec")]
impl Checked<'_, bit_vec::BitVec> {
    /// What a column of `bit(n)` or `bit varying(n)` holds: so many bits.
    pub fn bits(&mut self, min: Option<u64>, max: u64) -> &mut Self {
        let limits = [("min", min.map(Into::into)), ("max", Some(max.into()))];
        self.rule("bits", limits, |value| {
            let bits = u64::try_from(value.len()).unwrap_or(u64::MAX);
            min.is_none_or(|min| bits >= min) && bits <= max
        })
    }
}

#[cfg(feature = "pgvector")]
impl Checked<'_, pgvector::Vector> {
    /// What a column of `vector(n)` holds: so many numbers, none of them infinite.
    pub fn dimensions(&mut self, count: u64) -> &mut Self {
        let limits = [("dimensions", Some(count.into()))];
        self.rule("dimensions", limits, |value| {
            let numbers = value.as_slice();
            u64::try_from(numbers.len()) == Ok(count) && numbers.iter().all(|number| number.is_finite())
        })
    }
}
