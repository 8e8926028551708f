//! The grammar of our attributes, as data: which words there are, what each takes, which exclude each other.
//!
//! `entry` reads by it and answers unknown words from it.

/// The words one attribute may hold.
#[derive(Debug)]
pub struct Grammar {
    /// The name of the attribute: `column` for `#[column(..)]`.
    pub name: &'static str,
    /// Its words.
    pub words: &'static [Word],
    /// Pairs of words that cannot stand together, and why.
    pub conflicts: &'static [(&'static str, &'static str, &'static str)],
    /// Words that mean nothing without one of some others.
    pub requires: &'static [(&'static str, &'static [&'static str])],
}

/// A word of an attribute.
#[derive(Debug)]
pub struct Word {
    /// The word.
    pub name: &'static str,
    /// What may follow it.
    pub takes: &'static [Takes],
    /// May it be given several times?
    pub repeats: bool,
    /// How it is written, for hints.
    pub usage: &'static str,
}

/// What follows a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Nothing: `primary_key`.
    Nothing,
    /// `= "text"`.
    Text,
    /// `= 12`.
    Integer,
    /// `= <path>`: `User::id`.
    Path,
    /// `= <any expression>`.
    Expression,
    /// `(..)`, read by whoever knows the word.
    List,
}

impl Grammar {
    /// The word of that name.
    pub fn word(&self, name: &str) -> Option<&'static Word> {
        self.words.iter().find(|word| word.name == name)
    }
}

const fn word(name: &'static str, takes: &'static [Takes], usage: &'static str) -> Word {
    Word { name, takes, repeats: false, usage }
}

const fn many(name: &'static str, takes: &'static [Takes], usage: &'static str) -> Word {
    Word { name, takes, repeats: true, usage }
}

const NOTHING: &[Takes] = &[Takes::Nothing];
const TEXT: &[Takes] = &[Takes::Text];
const INTEGER: &[Takes] = &[Takes::Integer];
const PATH: &[Takes] = &[Takes::Path];
const PATH_OR_LIST: &[Takes] = &[Takes::Path, Takes::List];
const EXPRESSION: &[Takes] = &[Takes::Expression];
const LIST: &[Takes] = &[Takes::List];

/// `#[table(..)]` on a struct.
pub static TABLE: Grammar = Grammar {
    name: "table",
    words: &[
        word("name", TEXT, r#"name = "projects""#),
        word("schema", TEXT, r#"schema = "app""#),
        word("rename_all", TEXT, r#"rename_all = "camelCase""#),
        many("index", LIST, "index(owner_id, created_at.desc())"),
        many("unique", LIST, "unique(owner_id, name)"),
        word("primary_key", LIST, "primary_key(user_id, role_id)"),
        many("foreign_key", LIST, "foreign_key(columns(a, b), references(Other(c, d)))"),
        many("check", LIST, r#"check(name = "positive", "price > 0")"#),
        many("exclude", LIST, r#"exclude(room.with("="), during.with("&&"), using = "gist")"#),
        word("rls", &[Takes::Nothing, Takes::Text], r#"rls, or rls = "forced""#),
        many("policy", LIST, r#"policy("own_rows", using = "owner = current_user")"#),
        word("partition_by", TEXT, r#"partition_by = "range (created_at)""#),
        many("partition", LIST, r#"partition("y2026", "for values from ('2026-01-01') to ('2027-01-01')")"#),
        many("has_many", LIST, "has_many(chats: Chat)"),
        many("has_one", LIST, "has_one(profile: Profile)"),
        many("belongs_to", LIST, "belongs_to(owner: User)"),
        many("many_to_many", LIST, "many_to_many(tags: Tag, through = PostTag)"),
        word("renamed_from", TEXT, r#"renamed_from = "old_name""#),
        word("comment", TEXT, r#"comment = "what a row is""#),
        word("strict", NOTHING, "strict"),
        word("without_rowid", NOTHING, "without_rowid"),
        word("options", TEXT, r#"options = "ENGINE = InnoDB""#),
        word("soft_delete", &[Takes::Nothing, Takes::Path], "soft_delete = deleted_at"),
        word("version", &[Takes::Nothing, Takes::Path], "version = revision"),
        word("deny_unknown_fields", NOTHING, "deny_unknown_fields"),
        word("context", PATH, "context = PlanLimits"),
        word("insert", TEXT, r#"insert = "CreateProject""#),
        word("patch", TEXT, r#"patch = "EditProject""#),
        word("columns", TEXT, r#"columns = "ProjectColumns""#),
        word("crate", PATH, "crate = ::my_orm"),
    ],
    conflicts: &[],
    requires: &[("policy", &["rls"]), ("partition", &["partition_by"])],
};

/// `#[column(..)]` on a field.
pub static COLUMN: Grammar = Grammar {
    name: "column",
    words: &[
        word("name", TEXT, r#"name = "owner""#),
        word("primary_key", NOTHING, "primary_key"),
        word("auto_increment", NOTHING, "auto_increment"),
        word("identity", &[Takes::Nothing, Takes::List], "identity(always, start = 100)"),
        word("unique", &[Takes::Nothing, Takes::Text], r#"unique, or unique = "name_of_the_constraint""#),
        word("index", &[Takes::Nothing, Takes::Text], r#"index, or index = "name_of_the_index""#),
        word("references", PATH, "references = User::id"),
        word("on_delete", &[Takes::Text, Takes::Path], r#"on_delete = "cascade""#),
        word("on_update", EXPRESSION, r#"on_update = now(), or on_update = "cascade" beside `references`"#),
        word(
            "default",
            EXPRESSION,
            "default = <a literal, an enum variant, now(), uuid_v4(), uuid_v7() or json!(..)>",
        ),
        word("default_sql", TEXT, r#"default_sql = "nextval('numbers')""#),
        word("default_fn", PATH, "default_fn = path::to::function"),
        word("generated", TEXT, r#"generated = "price * amount", stored"#),
        word("stored", NOTHING, "stored"),
        word("virtual", NOTHING, "virtual"),
        many("check", LIST, r#"check(range(min = 0)), check(length(max = 20)) or check("price > 0")"#),
        word("varchar", INTEGER, "varchar = 255"),
        word("char", INTEGER, "char = 2"),
        word("numeric", LIST, "numeric(10, 2)"),
        word("precision", INTEGER, "precision = 3"),
        word("type", TEXT, r#"type = "citext""#),
        word("collate", TEXT, r#"collate = "C""#),
        word("comment", TEXT, r#"comment = "what the value is""#),
        word("renamed_from", TEXT, r#"renamed_from = "old_name""#),
        word("server", NOTHING, "server"),
        word("secret", NOTHING, "secret"),
        word("input", NOTHING, "input"),
        word("patch", NOTHING, "patch"),
        word("skip", NOTHING, "skip"),
    ],
    conflicts: &[
        ("auto_increment", "default", "the database counts the value by itself"),
        ("auto_increment", "default_sql", "the database counts the value by itself"),
        ("auto_increment", "default_fn", "the database counts the value by itself"),
        ("auto_increment", "identity", "both number the rows"),
        ("auto_increment", "generated", "the database counts the value by itself"),
        ("identity", "default", "the database counts the value by itself"),
        ("identity", "default_sql", "the database counts the value by itself"),
        ("identity", "default_fn", "the database counts the value by itself"),
        ("identity", "generated", "the database counts the value by itself"),
        ("generated", "default", "a generated column is always computed"),
        ("generated", "default_sql", "a generated column is always computed"),
        ("generated", "default_fn", "a generated column is always computed"),
        ("default", "default_sql", "a column has one default"),
        ("default", "default_fn", "a column has one default"),
        ("default_sql", "default_fn", "a column has one default"),
        ("stored", "virtual", "the value is either kept or computed on reading"),
        ("varchar", "char", "a column has one type"),
        ("varchar", "numeric", "a column has one type"),
        ("char", "numeric", "a column has one type"),
        ("type", "varchar", "`type` already says it all"),
        ("type", "char", "`type` already says it all"),
        ("type", "numeric", "`type` already says it all"),
        ("type", "precision", "`type` already says it all"),
        ("server", "input", "`server` keeps the column out of request bodies, `input` puts it in"),
    ],
    requires: &[("on_delete", &["references"]), ("stored", &["generated"]), ("virtual", &["generated"])],
};

/// `#[view(..)]` on a struct.
pub static VIEW: Grammar = Grammar {
    name: "view",
    words: &[
        word("name", TEXT, r#"name = "active_projects""#),
        word("schema", TEXT, r#"schema = "app""#),
        word("query", TEXT, r#"query = "select id, name from projects where not archived""#),
        word("materialized", NOTHING, "materialized"),
        many("index", LIST, "index(owner_id, created_at.desc())"),
        many("unique", LIST, "unique(owner_id)"),
        word("depends_on", LIST, "depends_on(Project, Chat)"),
        // Words of tables, which are refused with a reason.
        many("has_many", LIST, "has_many(chats: Chat)"),
        many("has_one", LIST, "has_one(profile: Profile)"),
        many("belongs_to", LIST, "belongs_to(owner: User)"),
        many("many_to_many", LIST, "many_to_many(tags: Tag, through = PostTag)"),
        word("security_invoker", NOTHING, "security_invoker"),
        word("security_barrier", NOTHING, "security_barrier"),
        word("check_option", TEXT, r#"check_option = "cascaded""#),
        word("with_no_data", NOTHING, "with_no_data"),
        word("renamed_from", TEXT, r#"renamed_from = "old_name""#),
        word("comment", TEXT, r#"comment = "what a row is""#),
        word("crate", PATH, "crate = ::my_orm"),
    ],
    conflicts: &[
        ("materialized", "security_invoker", "its rows were read when it was refreshed"),
        ("materialized", "security_barrier", "its rows were read when it was refreshed"),
        ("materialized", "check_option", "nobody writes through a materialized view"),
    ],
    requires: &[
        ("index", &["materialized"]),
        ("unique", &["materialized"]),
        ("with_no_data", &["materialized"]),
    ],
};

/// `#[column(..)]` on a field of a view.
pub static VIEW_COLUMN: Grammar = Grammar {
    name: "column",
    words: &[
        word("name", TEXT, r#"name = "owner""#),
        word("varchar", INTEGER, "varchar = 255"),
        word("char", INTEGER, "char = 2"),
        word("numeric", LIST, "numeric(10, 2)"),
        word("precision", INTEGER, "precision = 3"),
        word("type", TEXT, r#"type = "citext""#),
        word("skip", NOTHING, "skip"),
    ],
    conflicts: &[],
    requires: &[],
};

/// `#[column_type(..)]` on an enum or a newtype.
pub static COLUMN_TYPE: Grammar = Grammar {
    name: "column_type",
    words: &[
        word("name", TEXT, r#"name = "project_status""#),
        word("schema", TEXT, r#"schema = "app""#),
        word("rename_all", TEXT, r#"rename_all = "snake_case""#),
        word("renamed_from", TEXT, r#"renamed_from = "old_name""#),
        word("domain", TEXT, r#"domain = "email""#),
        word("check", TEXT, r#"check = "value like '%@%'""#),
        word("crate", PATH, "crate = ::my_orm"),
    ],
    conflicts: &[("name", "domain", "the name of a domain is said by `domain`")],
    requires: &[("check", &["domain"])],
};

/// `#[column_type(..)]` on a variant of an enum.
pub static COLUMN_TYPE_VARIANT: Grammar = Grammar {
    name: "column_type",
    words: &[
        word("name", TEXT, r#"name = "on hold""#),
        word("renamed_from", TEXT, r#"renamed_from = "waiting""#),
    ],
    conflicts: &[],
    requires: &[],
};

/// What stands behind the columns in `index(..)`.
pub static INDEX: Grammar = Grammar {
    name: "index",
    words: &[
        word("name", TEXT, r#"name = "projects_by_owner""#),
        word("unique", NOTHING, "unique"),
        word("where", TEXT, r#"where = "deleted_at IS NULL""#),
        word("using", TEXT, r#"using = "gin""#),
        word("include", LIST, "include(title)"),
        word("with", TEXT, r#"with = "fillfactor = 70""#),
        word("concurrently", NOTHING, "concurrently"),
        word("nulls_not_distinct", NOTHING, "nulls_not_distinct"),
    ],
    conflicts: &[],
    requires: &[("nulls_not_distinct", &["unique"])],
};

/// What stands behind the columns in `unique(..)`.
pub static UNIQUE: Grammar = Grammar {
    name: "unique",
    words: &[
        word("name", TEXT, r#"name = "projects_slug""#),
        word("nulls_not_distinct", NOTHING, "nulls_not_distinct"),
        word("deferrable", &[Takes::Nothing, Takes::Text], r#"deferrable, or deferrable = "deferred""#),
    ],
    conflicts: &[],
    requires: &[],
};

/// What stands behind the columns in `exclude(..)`.
pub static EXCLUDE: Grammar = Grammar {
    name: "exclude",
    words: &[
        word("name", TEXT, r#"name = "one_booking_at_a_time""#),
        word("using", TEXT, r#"using = "gist""#),
        word("where", TEXT, r#"where = "cancelled_at IS NULL""#),
        word("deferrable", &[Takes::Nothing, Takes::Text], r#"deferrable, or deferrable = "deferred""#),
    ],
    conflicts: &[],
    requires: &[],
};

/// What stands behind the name in `policy(..)`.
pub static POLICY: Grammar = Grammar {
    name: "policy",
    words: &[
        word("for", TEXT, r#"for = "select""#),
        word("to", EXPRESSION, r#"to = "app", or to = ["app", "support"]"#),
        word("using", TEXT, r#"using = "owner = current_user""#),
        word("check", TEXT, r#"check = "owner = current_user""#),
        word("restrictive", NOTHING, "restrictive"),
    ],
    conflicts: &[],
    requires: &[],
};

/// What stands behind the name and the bounds in `partition(..)`: nothing.
pub static PARTITION: Grammar = Grammar { name: "partition", words: &[], conflicts: &[], requires: &[] };

/// What stands behind the columns in `primary_key(..)`.
pub static PRIMARY_KEY: Grammar = Grammar {
    name: "primary_key",
    words: &[word("name", TEXT, r#"name = "members_pkey""#)],
    conflicts: &[],
    requires: &[],
};

/// `foreign_key(..)`.
pub static FOREIGN_KEY: Grammar = Grammar {
    name: "foreign_key",
    words: &[
        word("name", TEXT, r#"name = "members_team_fkey""#),
        word("columns", LIST, "columns(team_id, user_id)"),
        word("references", LIST, "references(Member(team_id, user_id))"),
        word("on_delete", &[Takes::Text, Takes::Path], r#"on_delete = "cascade""#),
        word("on_update", &[Takes::Text, Takes::Path], r#"on_update = "cascade""#),
        word("deferrable", &[Takes::Nothing, Takes::Text], r#"deferrable, or deferrable = "deferred""#),
    ],
    conflicts: &[],
    requires: &[],
};

const SERIAL: &str = "a serial column is older than identities and has no options";

/// `identity(..)`.
pub static IDENTITY: Grammar = Grammar {
    name: "identity",
    words: &[
        word("always", NOTHING, "always"),
        word("by_default", NOTHING, "by_default"),
        word("serial", NOTHING, "serial"),
        word("start", INTEGER, "start = 100"),
        word("increment", INTEGER, "increment = 10"),
        word("min", INTEGER, "min = 1"),
        word("max", INTEGER, "max = 1000"),
        word("cache", INTEGER, "cache = 20"),
        word("cycle", NOTHING, "cycle"),
    ],
    conflicts: &[
        ("always", "by_default", "an identity is one of the two"),
        ("serial", "always", SERIAL),
        ("serial", "by_default", SERIAL),
        ("serial", "start", SERIAL),
        ("serial", "increment", SERIAL),
        ("serial", "min", SERIAL),
        ("serial", "max", SERIAL),
        ("serial", "cache", SERIAL),
        ("serial", "cycle", SERIAL),
    ],
    requires: &[],
};

/// The options of a relation, behind `name: Target`.
pub static RELATION: Grammar = Grammar {
    name: "relation",
    words: &[
        word("via", PATH_OR_LIST, "via = Chat::project_id, or via(Chat::org_id, Chat::project_id)"),
        word("to", PATH_OR_LIST, "to = Project::id, or to(Project::org_id, Project::id)"),
        word("through", PATH, "through = PostTag"),
        word("filter", EXPRESSION, "filter = Chat::archived_at.is_null()"),
    ],
    conflicts: &[],
    requires: &[("to", &["via", "through"])],
};

/// A check: `check("expression")`, `check(range(..))`, `check(length(..))`.
pub static CHECK: Grammar = Grammar {
    name: "check",
    words: &[
        word("name", TEXT, r#"name = "price_is_positive""#),
        word("range", LIST, "range(min = 0, max = 100)"),
        word("length", LIST, "length(min = 1, max = 20)"),
    ],
    conflicts: &[("range", "length", "write two checks")],
    requires: &[],
};

/// The bounds of `range(..)` and `length(..)`.
pub static BOUNDS: Grammar = Grammar {
    name: "check",
    words: &[word("min", EXPRESSION, "min = 0"), word("max", EXPRESSION, "max = 100")],
    conflicts: &[],
    requires: &[],
};
