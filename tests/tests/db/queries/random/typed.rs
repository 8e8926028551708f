//! Expressions that are built through the typed interface, and subqueries.

use orm_core::dialect::Database;
use orm_core::expr::all_of;
use orm_core::prelude::*;

use super::{M, Made, N, Other, Random, Sample, T};

/// The values of an expression of the columns `m` and `n`.
fn of_numbers<T>(of: impl Fn(i64, Option<i64>) -> Option<T>) -> Vec<Option<T>> {
    M.iter().zip(N).map(|(&m, n)| of(m, n)).collect()
}

impl Random {
    /// A typed expression over constants that are random.
    pub(super) fn typed_integer<D: Database>(&mut self) -> Made<i64> {
        let (a, b) = (self.small(), self.small());
        match self.below(9) {
            0 => Made { node: (Sample::m * a + b).into_node(), values: of_numbers(|m, _| Some(m * a + b)) },
            1 => Made { node: (-Sample::m - a).into_node(), values: of_numbers(|m, _| Some(-m - a)) },
            2 => Made {
                node: Sample::m.bit_and(a).bit_or(b).bit_not().into_node(),
                values: of_numbers(|m, _| Some(!(m & a | b))),
            },
            3 => Made { node: Sample::n.coalesce(a).into_node(), values: of_numbers(|_, n| n.or(Some(a))) },
            4 => Made {
                node: case().when(Sample::m.gt(a), Sample::m).when(Sample::n.is_null(), a).end().into_node(),
                values: of_numbers(|m, n| if m > a { Some(m) } else { n.is_none().then_some(a) }),
            },
            5 => Made {
                node: Sample::m.greatest(a).least(Sample::n).into_node(),
                values: of_numbers(|m, n| Some(m.max(a).min(n?))),
            },
            6 => {
                let below = from::<D, _, _, _>(Other::table)
                    .correlate(Sample::table)
                    .filter(Other.m.lt(Sample::m + a));
                Made {
                    node: count_of(below).into_node(),
                    values: of_numbers(|m, _| {
                        i64::try_from(M.iter().filter(|&&other| other < m + a).count()).ok()
                    }),
                }
            }
            7 => {
                let most = from::<D, _, _, _>(Other::table).filter(Other.m.le(a)).select(max(Other.m));
                let expected = M.into_iter().filter(|&m| m <= a).max();
                Made { node: scalar(most).into_node(), values: vec![expected; 5] }
            }
            _ => Made {
                node: Sample::m.shift_left(3).nullif(a).into_node(),
                values: of_numbers(|m, _| Some(m << 3).filter(|&m| m != a)),
            },
        }
    }

    /// A typed condition over constants that are random.
    pub(super) fn typed_truth<D: Database>(&mut self) -> Made<bool> {
        let (a, b) = (self.small(), self.small());
        let numbers = || from::<D, _, _, _>(Other::table).filter(Other.n.is_not_null()).select(Other.n);
        match self.below(7) {
            0 => Made {
                node: Sample::m.gt(a).and(Sample::n.is_not_null()).or(Sample::m.eq(b)).into_node(),
                values: of_numbers(|m, n| Some((m > a && n.is_some()) || m == b)),
            },
            1 => Made {
                node: (!Sample::m.in_([a, b])).into_node(),
                values: of_numbers(|m, _| Some(m != a && m != b)),
            },
            2 => Made {
                node: Sample::m.in_(numbers()).into_node(),
                values: of_numbers(|m, _| Some(N.contains(&Some(m)))),
            },
            3 => {
                let above = from::<D, _, _, _>(Other::table)
                    .correlate(Sample::table)
                    .filter(Other.m.gt(Sample::m + a));
                Made {
                    node: exists(above).into_node(),
                    values: of_numbers(|m, _| Some(M.iter().any(|&other| other > m + a))),
                }
            }
            4 => Made {
                node: row((Sample::m, Sample::id)).in_([(a, 1), (7, 2), (b, 3)]).into_node(),
                values: M
                    .iter()
                    .zip(0..)
                    .map(|(&m, id)| Some([(a, 1), (7, 2), (b, 3)].contains(&(m, id))))
                    .collect(),
            },
            5 => Made {
                node: all_of([Sample::m.ge(a), Sample::m.le(b)]).into_node(),
                values: of_numbers(|m, _| Some(a <= m && m <= b)),
            },
            _ => Made {
                node: Sample::t.contains("ab").is_distinct_from(Sample::m.gt(a)).into_node(),
                values: M
                    .iter()
                    .zip(T)
                    .map(|(&m, t)| Some(t.map(|t| t.contains("ab")) != Some(m > a)))
                    .collect(),
            },
        }
    }
}
