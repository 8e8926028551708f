//! The bound of the closures that run in transactions.

/// An asynchronous closure whose future is `Send`. Implemented for every such closure; a bound, never written by hand.
pub trait AsyncClosure<Argument, Output>:
    AsyncFnOnce(Argument) -> Output + FnOnce(Argument) -> <Self as AsyncClosure<Argument, Output>>::Future
{
    /// What a call of the closure returns.
    type Future: Future<Output = Output>;
}

impl<F, Argument, Future, Output> AsyncClosure<Argument, Output> for F
where
    F: AsyncFnOnce(Argument) -> Output + FnOnce(Argument) -> Future,
    Future: std::future::Future<Output = Output>,
{
    type Future = Future;
}

/// An asynchronous closure that can be called again, whose futures are `Send`. Implemented for every such closure; a bound,
/// never written by hand.
pub trait AsyncClosureAgain<Argument, Output>:
    AsyncFn(Argument) -> Output + Fn(Argument) -> <Self as AsyncClosureAgain<Argument, Output>>::Future
{
    /// What a call of the closure returns.
    type Future: Future<Output = Output>;
}

impl<F, Argument, Future, Output> AsyncClosureAgain<Argument, Output> for F
where
    F: AsyncFn(Argument) -> Output + Fn(Argument) -> Future,
    Future: std::future::Future<Output = Output>,
{
    type Future = Future;
}
