-- Five logins with one password (admin): hash of the service's own sample data.
INSERT INTO users (username, password, enabled) SELECT n, u.password, TRUE FROM users u,
  (VALUES ('owneradmin'), ('owneradmin2'), ('vetadmin'), ('useradmin'), ('norole')) AS t(n) WHERE u.username = 'admin';
INSERT INTO roles (username, role) VALUES ('owneradmin', 'ROLE_OWNER_ADMIN'), ('owneradmin2', 'ROLE_OWNER_ADMIN'),
  ('vetadmin', 'ROLE_VET_ADMIN'), ('useradmin', 'ROLE_ADMIN'), ('norole', 'ROLE_NONE');
