//! Builder to SQL text, the three dialects side by side. No database.
