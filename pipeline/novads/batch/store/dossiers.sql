-- Made anew at the end of each run: the same project in several articles by what is sure alone, an
-- equal number, or an equal title of three words or more where nothing else disagrees.

UPDATE articles SET duplicate_of_id = first.article_id
FROM (
    SELECT source_id, text_key, min(article_id) AS article_id
    FROM articles WHERE duplicate_of IS NULL
    GROUP BY source_id, text_key
) AS first
WHERE articles.duplicate_of = first.source_id
  AND articles.text_key = first.text_key
  AND articles.duplicate_of_id IS DISTINCT FROM first.article_id;

CREATE OR REPLACE TEMP TABLE told AS
SELECT p.article_id, p.project_id,
       p.article_id || '/' || p.project_id AS self,
       nullif(regexp_replace(upper(p.number), '[^0-9A-ZĀČĒĢĪĶĻŅŠŪŽ]', '', 'g'), '') AS number_key,
       CASE WHEN length(p.name) - length(replace(p.name, ' ', '')) >= 2
            THEN lower(regexp_replace(p.name, '[^\p{L}\p{N}]+', ' ', 'g')) END AS title_key,
       p.programme, p.lead
FROM projects p;

-- a title's projects are one only if no two of them have other numbers, programmes or leads
CREATE OR REPLACE TEMP TABLE titles AS
SELECT title_key, min(number_key) AS number_key
FROM told
WHERE title_key IS NOT NULL
GROUP BY title_key
HAVING count(DISTINCT number_key) <= 1
   AND count(DISTINCT programme) <= 1
   AND count(DISTINCT lead) <= 1
   AND count(*) > 1;

CREATE OR REPLACE TEMP TABLE linked AS
SELECT t.article_id, t.project_id,
       md5(coalesce('number ' || coalesce(t.number_key, s.number_key),
                    'title ' || s.title_key,
                    'one ' || t.self)) AS dossier_id,
       CASE WHEN coalesce(t.number_key, s.number_key) IS NOT NULL THEN 'number'
            WHEN s.title_key IS NOT NULL THEN 'title' ELSE 'one' END AS linked_by
FROM told t LEFT JOIN titles s USING (title_key);

UPDATE projects SET dossier_id = linked.dossier_id
FROM linked
WHERE projects.article_id = linked.article_id AND projects.project_id = linked.project_id
  AND projects.dossier_id IS DISTINCT FROM linked.dossier_id;

DELETE FROM dossiers;

INSERT INTO dossiers
SELECT dossier_id,
       first(name ORDER BY place) FILTER (name IS NOT NULL),
       first(acronym ORDER BY place) FILTER (acronym IS NOT NULL),
       first(number ORDER BY place) FILTER (number IS NOT NULL),
       first(programme ORDER BY place) FILTER (programme IS NOT NULL),
       first(fund ORDER BY place) FILTER (fund IS NOT NULL),
       first(lead ORDER BY place) FILTER (lead IS NOT NULL),
       first(municipality ORDER BY place) FILTER (municipality IS NOT NULL),
       count(DISTINCT article_id),
       min(published),
       max(published),
       CASE WHEN count(DISTINCT currency) <= 1 THEN min(total) END,
       CASE WHEN count(DISTINCT currency) <= 1 THEN max(total) END,
       CASE WHEN count(DISTINCT currency) <= 1 THEN min(currency) END,
       first(article_id ORDER BY place),
       first(project_id ORDER BY place),
       CASE WHEN count(DISTINCT article_id) = 1 THEN 'one' ELSE min(linked_by) END
FROM (
    SELECT p.*, a.published, l.linked_by,
           -- the article that stands for the project: the latest of those with figures
           row_number() OVER (
               PARTITION BY p.dossier_id
               ORDER BY (f.lines > 0) DESC NULLS LAST, a.published DESC NULLS LAST,
                        a.source_id, p.article_id, p.project_id
           ) AS place
    FROM projects p
    JOIN articles a USING (article_id)
    JOIN linked l ON l.article_id = p.article_id AND l.project_id = p.project_id
    LEFT JOIN (
        SELECT article_id, project_id, count(*) AS lines
        FROM funding WHERE amount IS NOT NULL GROUP BY ALL
    ) f ON f.article_id = p.article_id AND f.project_id = p.project_id
)
GROUP BY dossier_id
ORDER BY dossier_id;

DROP TABLE told;
DROP TABLE titles;
DROP TABLE linked;
