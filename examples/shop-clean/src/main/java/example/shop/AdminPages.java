package example.shop;

import java.util.Map;

/** What only administrators may do. */
final class AdminPages {
  private final Accounts accounts;
  private final Catalogue catalogue;
  private final Orders orders;
  private final Backups backups;
  private final EventLog log;

  AdminPages(Accounts accounts, Catalogue catalogue, Orders orders, Backups backups, EventLog log) {
    this.accounts = accounts;
    this.catalogue = catalogue;
    this.orders = orders;
    this.backups = backups;
    this.log = log;
  }

  void addTo(Router router) {
    router.on("GET", "/api/admin/users", this::users);
    router.on("GET", "/api/admin/orders", this::allOrders);
    router.on("PUT", "/api/admin/products/{id}/price", this::setPrice);
    router.on("POST", "/api/admin/catalogue", this::importCatalogue);
    router.on("POST", "/api/admin/backup", this::backup);
  }

  private void users(Call call) throws Exception {
    call.requireAdmin();
    call.reply(200, accounts.all());
  }

  private void allOrders(Call call) throws Exception {
    call.requireAdmin();
    call.reply(200, orders.all());
  }

  private void setPrice(Call call) throws Exception {
    call.requireAdmin();
    var body = call.json(Map.class);
    if (!(body.get("priceCents") instanceof Integer cents) || cents < 0) {
      throw new HttpError(400, "priceCents is needed");
    }
    catalogue.setPrice(call.id(), cents);
    log.event("price_changed", call, Map.of("product", call.id(), "priceCents", cents));
    call.reply(200, catalogue.get(call.id()));
  }

  private void importCatalogue(Call call) throws Exception {
    call.requireAdmin();
    var products = CatalogueXml.read(call.body());
    catalogue.addAll(products);
    log.event("catalogue_imported", call, Map.of("products", products.size()));
    call.reply(201, products);
  }

  private void backup(Call call) throws Exception {
    call.requireAdmin();
    String name = backups.make();
    log.event("backup", call, Map.of("name", name));
    call.reply(201, Map.of("name", name));
  }
}
