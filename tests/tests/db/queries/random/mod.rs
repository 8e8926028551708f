//! Random expressions: the database accepts them, and calculates what a reference in Rust does.
//!
//! Each expression is made together with its value for every row of a small table, so the reference is the code that makes
//! it. Left out is what the databases are known to calculate differently: division, overflow, collations, capital letters.
//! `ORM_SEED` makes other expressions, `ORM_EXPRESSIONS` more of them:
//!
//! ```sh
//! ORM_SEED=7 ORM_EXPRESSIONS=5000 cargo test -p orm-tests --test db -- random
//! ```

mod typed;
mod types;

use std::ops::ControlFlow;

use chrono::NaiveDate;
use orm_core::alias;
use orm_core::ast::{
    self, BinaryOperator, Expr, Function, Item, LikePattern, ListTest, Matching, Select, Source, TableRef,
};
use orm_core::dialect::Database;
use orm_core::exec::{Executor, Request};
use orm_core::prelude::*;
use orm_core::types::{Field, Value};
use orm_core::{Error, sql as writer};
use orm_tests::db_test;
use rust_decimal::Decimal;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "samples")]
struct Sample {
    #[column(primary_key)]
    id: i32,
    n: Option<i64>,
    m: i64,
    t: Option<String>,
    b: Option<bool>,
    ratio: Option<f64>,
    #[column(numeric(12, 2))]
    price: Option<Decimal>,
    day: Option<NaiveDate>,
}

alias!(Other = Sample as "other");

const N: [Option<i64>; 5] = [Some(0), None, Some(7), Some(-3), None];
const M: [i64; 5] = [1, -1, 7, 100, 0];
const T: [Option<&str>; 5] = [Some(""), Some("abc"), None, Some("cab"), Some("b")];
const B: [Option<bool>; 5] = [Some(true), Some(false), None, Some(true), None];

const DOUBLE: [Option<f64>; 5] = [Some(0.5), None, Some(-2.25), Some(100.0), Some(0.0)];
/// In hundredths.
const PRICE: [Option<i64>; 5] = [Some(1_000), Some(950), None, Some(-25), Some(12_500)];
const DAY: [Option<&str>; 5] =
    [Some("2024-02-28"), None, Some("1999-12-31"), Some("2026-11-20"), Some("2000-03-01")];

fn prices() -> Vec<Option<Decimal>> {
    PRICE.map(|price| price.map(|hundredths| Decimal::new(hundredths, 2))).into()
}

/// Expressions of each kind, unless the environment says otherwise.
const COUNT: u64 = 100;
const SEED: u64 = 0x0b5e_55ed_1dea_5eed;

/// A number from the environment.
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

db_test!(random_expressions_are_what_they_say, async |db, url| {
    tables(&db, url).await;
    let rows = (0..5).map(|row: usize| NewSample {
        id: i32::try_from(row).expect("small"),
        n: N[row],
        m: M[row],
        t: T[row].map(str::to_owned),
        b: B[row],
        ratio: DOUBLE[row],
        price: prices()[row],
        day: DAY[row].map(types::date),
    });
    Sample::insert_many(rows).execute(&db).await?;
    let seed = number("ORM_SEED").unwrap_or(SEED);
    // Each has a seed of its own, which makes it alone again.
    for seed in seed..seed + number("ORM_EXPRESSIONS").unwrap_or(COUNT) {
        check(&db, seed, |random| random.integer(4)).await?;
        check(&db, seed, |random| random.text(4)).await?;
        check(&db, seed, |random| random.truth(4)).await?;
        check(&db, seed, |random| random.double(3)).await?;
        check(&db, seed, |random| random.number(3)).await?;
        check(&db, seed, |random| random.day(3)).await?;
        check(&db, seed, |random| random.comparison(2)).await?;
        check(&db, seed, |random| typed_integer(&db, random)).await?;
        check(&db, seed, |random| typed_truth(&db, random)).await?;
    }
    Ok::<_, Error>(())
});

fn typed_integer<D: Database>(_db: &Db<D>, random: &mut Random) -> Made<i64> {
    random.typed_integer::<D>()
}

fn typed_truth<D: Database>(_db: &Db<D>, random: &mut Random) -> Made<bool> {
    random.typed_truth::<D>()
}

async fn tables<D: Database>(_db: &Db<D>, url: &str) {
    orm_tests::tables::create::<D>(url, "tests/db/queries/random/mod.rs").await;
}

/// The database calculates the expression for each row as it was calculated here.
async fn check<D: Database, T>(
    db: &Db<D>,
    seed: u64,
    make: impl Fn(&mut Random) -> Made<T>,
) -> Result<(), Error>
where
    Option<T>: Field + PartialEq + std::fmt::Debug,
{
    let expression = make(&mut Random::new(seed));
    let source = Source::Table(TableRef::plain(Sample::META));
    let mut select = Select::new(source, vec![Item::Expr(expression.node.clone())]);
    select.order_by.push(ast::Order::ascending(column("id")));
    let statement = writer::select(D::DIALECT, select);
    let text = statement.text.clone();
    let mut found: Vec<Option<T>> = Vec::new();
    let result = db
        .lease()
        .await?
        .fetch(Request::new(statement.text, statement.binds), &mut |cells| {
            found.push(cells.get()?);
            Ok(ControlFlow::Continue(()))
        })
        .await;
    let again = format!("ORM_SEED={seed} ORM_EXPRESSIONS=1 makes it again");
    assert!(result.is_ok(), "{:?}\n{text}\n{:?}\n{again}", result.err(), expression.node);
    assert!(
        found == expression.values,
        "found {found:?}, expected {:?}\n{text}\n{:?}\n{again}",
        expression.values,
        expression.node
    );
    Ok(())
}

/// An expression and its value for each row.
#[derive(Clone)]
struct Made<T> {
    node: Expr,
    values: Vec<Option<T>>,
}

impl<T: Clone> Made<T> {
    fn constant(value: T, node: Value) -> Self {
        Self { node: Expr::Value(node), values: vec![Some(value); 5] }
    }
}

fn column(name: &'static str) -> Expr {
    Expr::Column { source: "samples", name }
}

/// The values of two expressions where both have one.
fn both<A: Clone, B: Clone, T>(a: &Made<A>, b: &Made<B>, of: impl Fn(A, B) -> T) -> Vec<Option<T>> {
    a.values.iter().cloned().zip(b.values.iter().cloned()).map(|(a, b)| Some(of(a?, b?))).collect()
}

fn binary<A: Clone, B: Clone, T>(
    operator: BinaryOperator,
    a: Made<A>,
    b: Made<B>,
    of: impl Fn(A, B) -> T,
) -> Made<T> {
    Made { values: both(&a, &b, of), node: Expr::binary(operator, a.node, b.node) }
}

fn call<T>(function: Function, arguments: Vec<Expr>, values: Vec<Option<T>>) -> Made<T> {
    Made { node: Expr::Function(function, arguments), values }
}

/// A generator of numbers that are random enough (xorshift64*).
struct Random(u64);

impl Random {
    /// Seeds beside each other make numbers that have nothing in common (splitmix64).
    fn new(seed: u64) -> Self {
        let mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self((mixed ^ mixed >> 31) | 1)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound
    }

    fn small(&mut self) -> i64 {
        i64::try_from(self.below(21)).expect("small") - 10
    }

    fn integer(&mut self, depth: u32) -> Made<i64> {
        if depth == 0 {
            return match self.below(3) {
                0 => Made { node: column("n"), values: N.into() },
                1 => Made { node: column("m"), values: M.map(Some).into() },
                _ => {
                    let number = self.small();
                    Made::constant(number, Value::I64(number))
                }
            };
        }
        let depth = depth - 1;
        let made = match self.below(10) {
            0 => binary(BinaryOperator::Add, self.integer(depth), self.integer(depth), |a, b| a + b),
            1 => binary(BinaryOperator::Subtract, self.integer(depth), self.integer(depth), |a, b| a - b),
            2 => binary(BinaryOperator::Multiply, self.integer(depth), self.integer(depth), |a, b| a * b),
            3 => {
                let number = self.small().abs() + 1;
                let divisor = Made::constant(number, Value::I64(number));
                binary(BinaryOperator::Remainder, self.integer(depth), divisor, |a, b| a % b)
            }
            4 => self.either(|random| random.integer(depth)),
            5 => self.coalesced(|random| random.integer(depth)),
            6 => self.nullif(|random| random.integer(depth)),
            7 => {
                let a = self.integer(depth);
                let values = a.values.iter().map(|a| a.map(i64::abs)).collect();
                call(Function::Abs, vec![a.node], values)
            }
            8 => {
                let (a, b) = (self.integer(depth), self.integer(depth));
                let values = both(&a, &b, std::cmp::max);
                call(Function::Greatest, vec![a.node, b.node], values)
            }
            _ => {
                let a = self.text(depth);
                let values = a
                    .values
                    .iter()
                    .map(|a| a.as_ref().map(|a| i64::try_from(a.len()).expect("short")))
                    .collect();
                call(Function::Length, vec![a.node], values)
            }
        };
        // Far from what overflows.
        let divisor = Made::constant(1000, Value::I64(1000));
        binary(BinaryOperator::Remainder, made, divisor, |a, b| a % b)
    }

    fn text(&mut self, depth: u32) -> Made<String> {
        if depth == 0 {
            return if self.below(2) == 0 {
                Made { node: column("t"), values: T.map(|text| text.map(str::to_owned)).into() }
            } else {
                let text = ["", "a", "bc", "cca", "abcabc"][usize::try_from(self.below(5)).expect("small")];
                Made::constant(text.to_owned(), Value::Text(text.into()))
            };
        }
        let depth = depth - 1;
        match self.below(6) {
            0 => binary(BinaryOperator::Concat, self.text(depth), self.text(depth), |a, b| a + &b),
            1 => self.either(|random| random.text(depth)),
            2 => self.coalesced(|random| random.text(depth)),
            3 => {
                let (a, b) = (self.text(depth), self.text(depth));
                let values = both(&a, &b, |a, b| a.replace('a', &b));
                call(Function::Replace, vec![a.node, Expr::Value(Value::Text("a".into())), b.node], values)
            }
            4 => {
                let (a, count) = (self.text(depth), u16::try_from(self.below(4)).expect("small"));
                let of = |text: &String| text.chars().take(count.into()).collect();
                let values = a.values.iter().map(|a| a.as_ref().map(of)).collect();
                call(Function::Left, vec![a.node, Expr::Value(Value::I32(count.into()))], values)
            }
            _ => {
                let a = self.text(depth);
                call(Function::Lower, vec![a.node], a.values)
            }
        }
    }

    fn truth(&mut self, depth: u32) -> Made<bool> {
        if depth == 0 {
            return if self.below(2) == 0 {
                Made { node: column("b"), values: B.into() }
            } else {
                let value = self.below(2) == 0;
                Made { node: Expr::Bool(value), values: vec![Some(value); 5] }
            };
        }
        let depth = depth - 1;
        match self.below(12) {
            0 => binary(BinaryOperator::Equal, self.integer(depth), self.integer(depth), |a, b| a == b),
            1 => binary(BinaryOperator::Less, self.integer(depth), self.integer(depth), |a, b| a < b),
            2 => binary(BinaryOperator::GreaterOrEqual, self.text(depth), self.text(depth), |a, b| a >= b),
            3 => binary(BinaryOperator::NotEqual, self.text(depth), self.text(depth), |a, b| a != b),
            4 => {
                let (a, b) = (self.integer(depth), self.integer(depth));
                let values = a.values.iter().zip(&b.values).map(|(a, b)| Some(a != b)).collect();
                Made { node: Expr::binary(BinaryOperator::DistinctFrom, a.node, b.node), values }
            }
            5 => {
                let (a, b) = (self.truth(depth), self.truth(depth));
                let values = a.values.iter().zip(&b.values).map(|(a, b)| and(*a, *b)).collect();
                Made { node: Expr::All(vec![a.node, b.node]), values }
            }
            6 => {
                let (a, b) = (self.truth(depth), self.truth(depth));
                let not_or = |(a, b): (&Option<bool>, &Option<bool>)| and(a.map(|a| !a), b.map(|b| !b));
                let values = a.values.iter().zip(&b.values).map(not_or).map(|v| v.map(|v| !v)).collect();
                Made { node: Expr::Any(vec![a.node, b.node]), values }
            }
            7 => {
                let a = self.truth(depth);
                let values = a.values.iter().map(|a| a.map(|a| !a)).collect();
                Made { node: Expr::Not(Box::new(a.node)), values }
            }
            8 => {
                let (a, is_negated) = (self.text(depth), self.below(2) == 0);
                let values = a.values.iter().map(|a| Some(a.is_none() != is_negated)).collect();
                Made { node: Expr::IsNull { operand: Box::new(a.node), is_negated }, values }
            }
            9 => {
                let (a, low, high) = (self.integer(depth), self.integer(depth), self.integer(depth));
                let above = both(&a, &low, |a, low| a >= low);
                let below = both(&a, &high, |a, high| a <= high);
                let values = above.into_iter().zip(below).map(|(above, below)| and(above, below)).collect();
                Made { node: Expr::Between(Box::new((a.node, low.node, high.node))), values }
            }
            10 => {
                let (a, is_negated) = (self.integer(depth), self.below(2) == 0);
                let list: Vec<i64> = (0..self.below(6)).map(|_| self.small()).collect();
                let of = |a: &Option<i64>| match a {
                    _ if list.is_empty() => Some(is_negated),
                    a => a.map(|a| list.contains(&a) != is_negated),
                };
                let values = a.values.iter().map(of).collect();
                let list = list.iter().copied().map(Value::I64).collect();
                let operand = Box::new(a.node);
                Made {
                    node: Expr::InList(ListTest { operand, values: list, ty: "bigint", is_negated }),
                    values,
                }
            }
            _ => {
                let a = self.text(depth);
                let values = a.values.iter().map(|a| a.as_ref().map(|a| a.contains("ca"))).collect();
                let pattern = LikePattern::Escaped(Value::Text("%ca%".into()));
                Made {
                    node: Expr::Like { operand: Box::new(a.node), pattern, matching: Matching::Like },
                    values,
                }
            }
        }
    }

    /// `case when … then … else … end`
    fn either<T: Clone>(&mut self, make: impl Fn(&mut Self) -> Made<T>) -> Made<T> {
        let (condition, yes, no) = (self.truth(1), make(self), make(self));
        let values = condition.values.iter().zip(yes.values.iter().zip(&no.values));
        let values =
            values.map(|(condition, (yes, no))| if *condition == Some(true) { yes } else { no }.clone());
        Made {
            values: values.collect(),
            node: Expr::Case { arms: vec![(condition.node, yes.node)], otherwise: Some(Box::new(no.node)) },
        }
    }

    fn coalesced<T: Clone>(&mut self, make: impl Fn(&mut Self) -> Made<T>) -> Made<T> {
        let (a, b) = (make(self), make(self));
        let values = a.values.iter().zip(&b.values).map(|(a, b)| a.clone().or(b.clone())).collect();
        call(Function::Coalesce, vec![a.node, b.node], values)
    }

    fn nullif<T: Clone + PartialEq>(&mut self, make: impl Fn(&mut Self) -> Made<T>) -> Made<T> {
        let (a, b) = (make(self), make(self));
        let values = a.values.iter().zip(&b.values).map(|(a, b)| if a == b { None } else { a.clone() });
        call(Function::NullIf, vec![a.node, b.node], values.collect())
    }
}

/// The three-valued `and`.
fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}
