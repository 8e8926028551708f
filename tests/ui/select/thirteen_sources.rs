//~ ERROR the method `cross_join` exists for struct `Select<_, ..., ...>`, but its trait bounds were not satisfied
//~ SPAN cross_join
include!("../schema.rs");

use orm_core::alias;
alias!(A = User as "a");
alias!(B = User as "b");
alias!(C = User as "c");
alias!(D = User as "d");
alias!(E = User as "e");
alias!(F = User as "f");
alias!(G = User as "g");
alias!(H = User as "h");
alias!(I = User as "i");
alias!(J = User as "j");
alias!(K = User as "k");
alias!(L = User as "l");

pub fn example() {
    let twelve = User::query()
        .cross_join(A::table)
        .cross_join(B::table)
        .cross_join(C::table)
        .cross_join(D::table)
        .cross_join(E::table)
        .cross_join(F::table)
        .cross_join(G::table)
        .cross_join(H::table)
        .cross_join(I::table)
        .cross_join(J::table)
        .cross_join(K::table);
    let _ = twelve.cross_join(L::table).sql(Sqlite);
}
