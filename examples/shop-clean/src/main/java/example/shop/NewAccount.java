package example.shop;

/** What a visitor may say of the account to be opened: the role is not among it. */
record NewAccount(String name, String email, String password) {}
