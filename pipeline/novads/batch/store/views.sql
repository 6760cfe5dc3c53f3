-- The usual questions. Each project is counted once, however many articles tell of it, by the latest
-- article with figures; sums in different currencies are never added.

CREATE OR REPLACE VIEW current_projects AS
SELECT p.*,
       a.published,
       a.source_id,
       a.url,
       coalesce(year(p.start_earliest), year(a.published)) AS year,
       CASE WHEN p.start_earliest IS NOT NULL THEN 'start'
            WHEN a.published IS NOT NULL THEN 'published' END AS year_by
FROM dossiers d
JOIN projects p ON p.article_id = d.article_id AND p.project_id = d.project_id
JOIN articles a ON a.article_id = p.article_id;
COMMENT ON VIEW current_projects IS
    'Each project once. year: of its start, else of the article (year_by says which).';

CREATE OR REPLACE VIEW current_funding AS
SELECT f.*,
       p.dossier_id, p.name AS project, p.programme, p.municipality, p.year, p.year_by
FROM current_projects p
JOIN funding f ON f.article_id = p.article_id AND f.project_id = p.project_id;
COMMENT ON VIEW current_funding IS 'The funding lines of each project once, totals among them.';

CREATE OR REPLACE VIEW funding_by_programme_and_year AS
SELECT programme,
       year,
       currency,
       count(DISTINCT dossier_id) AS projects,
       sum(amount) FILTER (is_total) AS total,
       sum(amount) FILTER (NOT is_total AND role = 'fund') AS fund_share,
       sum(amount) FILTER (NOT is_total AND role = 'state') AS state_share,
       sum(amount) FILTER (NOT is_total AND role IN ('municipality', 'own')) AS municipal_share
FROM current_funding
WHERE amount IS NOT NULL
GROUP BY ALL
ORDER BY programme NULLS LAST, year NULLS LAST, currency;
COMMENT ON VIEW funding_by_programme_and_year IS
    'Sums by programme and year, of the projects whose articles state them.';

CREATE OR REPLACE VIEW funding_by_municipality_and_fund AS
SELECT municipality,
       fund,
       currency,
       count(DISTINCT dossier_id) AS projects,
       sum(amount) AS amount
FROM current_funding
WHERE NOT is_total AND role = 'fund' AND amount IS NOT NULL
GROUP BY ALL
ORDER BY municipality NULLS LAST, fund NULLS LAST, currency;
COMMENT ON VIEW funding_by_municipality_and_fund IS 'What funds pay, by municipality and fund.';

CREATE OR REPLACE VIEW events_by_month_and_place AS
SELECT strftime(earliest, '%Y-%m') AS month,
       municipality,
       coalesce(place, venue) AS place,
       count(*) AS events,
       count(*) FILTER (status = 'cancelled') AS cancelled
FROM events
WHERE part_of IS NULL
  AND earliest IS NOT NULL
  -- a date that may lie in several months belongs to none; a festival to the month it starts in
  AND (contains(edtf, '/') OR strftime(earliest, '%Y-%m') = strftime(latest, '%Y-%m'))
GROUP BY ALL
ORDER BY month, municipality NULLS LAST, place NULLS LAST;
COMMENT ON VIEW events_by_month_and_place IS
    'Events by the month they start in; parts of another event are not counted.';

CREATE OR REPLACE VIEW event_organisers AS
SELECT article_id, event_id, unnest(organisers) AS organiser FROM events;
COMMENT ON VIEW event_organisers IS 'One row an organiser of an event.';

CREATE OR REPLACE VIEW event_participants AS
SELECT article_id, event_id, unnest(participants) AS participant FROM events;
COMMENT ON VIEW event_participants IS 'One row a participant of an event.';

CREATE OR REPLACE VIEW project_partners AS
SELECT article_id, project_id, dossier_id, unnest(partners) AS partner FROM projects;
COMMENT ON VIEW project_partners IS 'One row a partner of a project; the lead is in projects.lead.';
