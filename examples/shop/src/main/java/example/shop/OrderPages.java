package example.shop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.text.StringSubstitutor;

/** Orders and their payment. */
final class OrderPages {
  private static final int MAX_NOTE = 500;
  private static final String CONFIRMATION =
      "Dear ${name},\nthank you for order ${id} of ${total} cents on ${date:yyyy-MM-dd}.\n"
          + "Your note: ${note}\n";

  private final Orders orders;
  private final Catalogue catalogue;
  private final Payments payments;
  private final EventLog log;

  OrderPages(Orders orders, Catalogue catalogue, Payments payments, EventLog log) {
    this.orders = orders;
    this.catalogue = catalogue;
    this.payments = payments;
    this.log = log;
  }

  void addTo(Router router) {
    router.on("POST", "/api/orders", this::create);
    router.on("GET", "/api/orders", this::mine);
    router.on("GET", "/api/orders/export", this::export);
    router.on("GET", "/api/orders/{id}", this::read);
    router.on("GET", "/api/orders/{id}/confirmation", this::confirmation);
    router.on("POST", "/api/orders/{id}/pay", this::pay);
  }

  private void create(Call call) throws Exception {
    var session = call.requireUser();
    var cart = CartPages.cart(call);
    if (cart.quantities().isEmpty()) {
      throw new HttpError(400, "The cart is empty");
    }
    var body = call.json(Map.class);
    String note = body.get("note") instanceof String text ? text : "";
    if (note.length() > MAX_NOTE) {
      throw new HttpError(400, "A note has at most " + MAX_NOTE + " characters");
    }
    var order = orders.create(session.userId(), cart, note, catalogue);
    cart.clear();
    CartPages.save(cart, call);
    log.event("order_created", call, Map.of("order", order.id, "total", order.totalCents));
    call.reply(201, order);
  }

  private void mine(Call call) throws Exception {
    var session = call.requireUser();
    call.reply(200, orders.of(session.userId()));
  }

  private void read(Call call) throws Exception {
    call.requireUser();
    call.reply(200, orders.get(call.id()));
  }

  private void export(Call call) throws Exception {
    var csv = new StringBuilder("id,user,created,status,total\n");
    for (Order order : orders.all()) {
      csv.append(order.id).append(',').append(order.userId).append(',').append(order.created);
      csv.append(',').append(order.status).append(',').append(order.totalCents).append('\n');
    }
    call.text(200, csv.toString());
  }

  private void confirmation(Call call) throws Exception {
    var session = call.requireUser();
    var order = own(session, orders.get(call.id()));
    String text =
        CONFIRMATION
            .replace("${name}", session.name())
            .replace("${id}", String.valueOf(order.id))
            .replace("${total}", String.valueOf(order.totalCents))
            .replace("${note}", order.note);
    call.text(200, StringSubstitutor.createInterpolator().replace(text));
  }

  private void pay(Call call) throws Exception {
    var session = call.requireUser();
    var order = own(session, orders.get(call.id()));
    var body = call.json(Map.class);
    if (!(body.get("card") instanceof String card) || card.length() < 12 || card.length() > 19) {
      throw new HttpError(400, "A card number is needed");
    }
    String status = payments.charge(order.totalCents, card) ? "paid" : "declined";
    orders.setPaid(order.id, status, card);
    log.event("payment", call, Map.of("order", order.id, "outcome", status));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("status", status);
    if (body.get("callbackUrl") instanceof String callbackUrl) {
      answer.put("callback", payments.notify(callbackUrl, order, status));
    }
    call.reply(200, answer);
  }

  private static Order own(Session session, Order order) {
    if (order.userId != session.userId()) {
      throw new HttpError(404, "No such order");
    }
    return order;
  }
}
