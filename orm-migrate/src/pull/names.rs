//! What tables, views, columns, enums and domains are called in Rust.

use std::collections::{BTreeMap, HashSet};

use orm_schema::model::{DomainDef, EnumDef, ObjectDef, ObjectName};
use orm_schema::{SchemaDef, SqlType};

/// Types that source has in scope or that a reader would take for something else.
const TAKEN: [&str; 27] = [
    "String",
    "Option",
    "Vec",
    "Box",
    "Result",
    "Some",
    "None",
    "Ok",
    "Err",
    "Self",
    "Db",
    "Tx",
    "Json",
    "Uuid",
    "Value",
    "DateTime",
    "Utc",
    "Decimal",
    "Table",
    "View",
    "Column",
    "Model",
    "Postgres",
    "Mysql",
    "Sqlite",
    "Documents",
    "Retry",
];
/// Keywords that cannot be written `r#..`.
const NEVER_RAW: [&str; 5] = ["self", "super", "crate", "Self", "_"];
/// Words that end with an `s` of their own.
const SINGULAR: [&str; 5] = ["news", "series", "species", "status", "address"];

/// The names of a schema.
#[derive(Default)]
pub(super) struct Names {
    tables: BTreeMap<ObjectName, String>,
    views: BTreeMap<ObjectName, String>,
    enums: BTreeMap<ObjectName, String>,
    /// By the type that their columns have.
    domains: BTreeMap<String, String>,
    fields: BTreeMap<(ObjectName, String), String>,
}

impl Names {
    pub(super) fn of(schema: &SchemaDef) -> Self {
        let mut taken: HashSet<String> = TAKEN.iter().map(|name| (*name).to_owned()).collect();
        let mut names = Self::default();
        for table in &schema.tables {
            let name = unique(&pascal(&singular(&table.name.name)), &mut taken);
            names.tables.insert(table.name.clone(), name);
            names.add_fields(&table.name, table.columns.iter().map(|column| &column.name));
        }
        for def in &schema.enums {
            let name = unique(&pascal(&def.name.name), &mut taken);
            names.enums.insert(def.name.clone(), name);
        }
        for object in &schema.objects {
            let ObjectDef::Domain(def) = object else { continue };
            if let SqlType::Custom(spelled) = DomainDef::column_type(&def.name) {
                names.domains.insert(spelled, unique(&pascal(&def.name.name), &mut taken));
            }
        }
        for view in &schema.views {
            let name = unique(&pascal(&singular(&view.name.name)), &mut taken);
            names.views.insert(view.name.clone(), name);
            names.add_fields(&view.name, view.columns.iter().map(|column| &column.name));
        }
        names
    }

    fn add_fields<'c>(&mut self, of: &ObjectName, columns: impl Iterator<Item = &'c String>) {
        let mut taken = HashSet::new();
        for column in columns {
            let field = field(column, &mut taken);
            self.fields.insert((of.clone(), column.clone()), field);
        }
    }

    pub(super) fn table(&self, table: &ObjectName) -> Option<&str> {
        self.tables.get(table).map(String::as_str)
    }

    pub(super) fn view(&self, view: &ObjectName) -> Option<&str> {
        self.views.get(view).map(String::as_str)
    }

    /// The newtype of a domain, by the type that its columns have.
    pub(super) fn domain(&self, column_type: &str) -> Option<&str> {
        self.domains.get(column_type).map(String::as_str)
    }

    pub(super) fn enum_name(&self, name: &ObjectName) -> Option<&str> {
        self.enums.get(name).map(String::as_str)
    }

    /// The field of a column of a table or view; of one that is not there, its name.
    pub(super) fn field<'n>(&'n self, table: &ObjectName, column: &'n str) -> &'n str {
        self.fields.get(&(table.clone(), column.to_owned())).map_or(column, String::as_str)
    }

    /// `a, b`.
    pub(super) fn fields(&self, table: &ObjectName, columns: &[String]) -> String {
        columns.iter().map(|column| self.field(table, column)).collect::<Vec<_>>().join(", ")
    }
}

/// The variants of an enum, in the order of its labels.
pub(super) fn variants(def: &EnumDef) -> Vec<String> {
    let mut taken = HashSet::from(["Self".to_owned()]);
    let variant = |label: &str, taken: &mut HashSet<String>| {
        let name = numbered(&pascal(label), |name| !taken.contains(name));
        taken.insert(name.clone());
        name
    };
    def.labels.iter().map(|label| variant(&label.label, &mut taken)).collect()
}

/// Is `label` what `rename_all = "snake_case"` makes of its variant?
pub(super) fn is_snake(label: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    label.split('_').all(is_word)
}

/// A name whose companions (`NewUser`, `UserPatch`, ..) are free too.
fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let companions = |name: &str| {
        [
            name.to_owned(),
            format!("New{name}"),
            format!("New{name}Body"),
            format!("{name}Patch"),
            format!("{name}PatchBody"),
            format!("{name}Body"),
            format!("{name}Columns"),
        ]
    };
    let name =
        if taken.contains(name) && TAKEN.contains(&name) { format!("{name}Row") } else { name.to_owned() };
    let name = numbered(&name, |name| companions(name).iter().all(|name| !taken.contains(name)));
    taken.extend(companions(&name));
    name
}

/// `name`, or `name2`, `name3` and so on.
fn numbered(name: &str, is_free: impl Fn(&str) -> bool) -> String {
    if is_free(name) {
        return name.to_owned();
    }
    let mut n = 2_u32;
    loop {
        let name = format!("{name}{n}");
        if is_free(&name) {
            return name;
        }
        n += 1;
    }
}

fn field(column: &str, taken: &mut HashSet<String>) -> String {
    let mut name = words(column).iter().map(|word| word.to_lowercase()).collect::<Vec<_>>().join("_");
    // The underscores around a name are part of it.
    if column.starts_with('_') {
        name.insert(0, '_');
    }
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert_str(0, "column_");
    }
    if NEVER_RAW.contains(&name.as_str()) {
        name.push('_');
    }
    let name = numbered(&name, |name| !taken.contains(name));
    taken.insert(name.clone());
    if is_ident(&name) { name } else { format!("r#{name}") }
}

fn is_ident(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
}

/// `user_accounts` and `userAccounts` are `UserAccounts`.
fn pascal(name: &str) -> String {
    let mut out = String::new();
    for word in words(name) {
        let mut chars = word.chars();
        out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        let is_shouted = word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        if is_shouted { out.extend(chars.flat_map(char::to_lowercase)) } else { out.extend(chars) }
    }
    if out.is_empty() || !out.starts_with(char::is_alphabetic) {
        out.insert(0, 'N');
    }
    out
}

/// The words of a name: between what is no letter and no digit, and where a capital follows a small letter.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() {
            previous = ' ';
            continue;
        }
        if previous == ' ' || (c.is_uppercase() && previous.is_lowercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
        previous = c;
    }
    words
}

/// One of them: the last word without the ending of its plural.
fn singular(name: &str) -> String {
    let last = name.rsplit('_').next().unwrap_or(name).to_lowercase();
    if SINGULAR.contains(&last.as_str()) || last.len() < 4 {
        return name.to_owned();
    }
    let cut =
        |bytes: usize, ending: &str| name.get(..name.len() - bytes).map(|stem| format!("{stem}{ending}"));
    let singular = if last.ends_with("ies") {
        cut(3, "y")
    } else if ["sses", "xes", "ches", "shes"].iter().any(|ending| last.ends_with(ending)) {
        cut(2, "")
    } else if last.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| last.ends_with(ending)) {
        cut(1, "")
    } else {
        None
    };
    singular.unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_called_by_one_of_its_rows() {
        for (table, name) in [
            ("users", "User"),
            ("user_accounts", "UserAccount"),
            ("OrderItems", "OrderItem"),
            ("categories", "Category"),
            ("boxes", "Box"),
            ("status", "Status"),
            ("2fa", "N2fa"),
            ("§", "N"),
        ] {
            assert_eq!(pascal(&singular(table)), name);
        }
    }

    #[test]
    fn a_column_is_a_field_whatever_it_is_called() {
        let mut taken = HashSet::new();
        let mut field = |column| field(column, &mut taken);
        assert_eq!(field("createdAt"), "created_at");
        assert_eq!(field("created_at"), "created_at2");
        assert_eq!((field("type"), field("self")), ("r#type".to_owned(), "self_".to_owned()));
        assert_eq!((field("1st"), field("a b-c")), ("column_1st".to_owned(), "a_b_c".to_owned()));
    }

    #[test]
    fn companions_do_not_meet() {
        let mut taken = HashSet::new();
        assert_eq!(unique("User", &mut taken), "User");
        assert_eq!(unique("NewUser", &mut taken), "NewUser2");
    }
}
