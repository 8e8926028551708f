WITH own AS (
  SELECT oid, nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
), relation AS (
  SELECT c.* FROM pg_class c JOIN own ON own.oid = c.relnamespace WHERE c.relname NOT LIKE '\_orm\_%'
)
SELECT line FROM (
  SELECT format('schema %I', nspname) AS line FROM own
  UNION ALL
  SELECT format('table %s %s %s %s', oid::regclass, relpersistence, reloptions, obj_description(oid, 'pg_class'))
  FROM relation WHERE relkind IN ('r', 'p')
  UNION ALL
  SELECT format('column %s %I %s %s default %s generated %s identity %s collation %s comment %s', c.oid::regclass, a.attname,
                format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attgenerated,
                a.attidentity, nullif(a.attcollation, t.typcollation)::regcollation, col_description(c.oid, a.attnum))
  FROM relation c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relkind IN ('r', 'p')
  UNION ALL
  SELECT format('constraint %s %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
  FROM pg_constraint k JOIN relation c ON c.oid = k.conrelid
  UNION ALL
  SELECT format('index %s valid %s', pg_get_indexdef(i.indexrelid), i.indisvalid)
  FROM pg_index i JOIN relation c ON c.oid = i.indrelid
  UNION ALL
  SELECT format('sequence %s %s start %s min %s max %s by %s cycle %s cache %s', c.oid::regclass, s.seqtypid::regtype,
                s.seqstart, s.seqmin, s.seqmax, s.seqincrement, s.seqcycle, s.seqcache)
  FROM pg_sequence s JOIN relation c ON c.oid = s.seqrelid
  UNION ALL
  SELECT format('enum %s (%s)', t.oid::regtype, string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder))
  FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN own ON own.oid = t.typnamespace GROUP BY t.oid
) AS lines
ORDER BY line COLLATE "C"
