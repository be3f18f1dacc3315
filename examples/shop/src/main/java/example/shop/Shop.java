package example.shop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.concurrent.Executors;

/** Puts the shop together and starts it. */
public final class Shop {
  private Shop() {}

  public static void main(String[] args) throws IOException, SQLException {
    var settings = Settings.load(System.getenv());
    var database = new Database(settings.data());
    var accounts = new Accounts(database);
    new Seed(database, accounts, settings).plant();

    var log = new EventLog(settings.data().resolve("shop.log"));
    var sessions = new Sessions();
    var router = new Router(log, sessions);
    new AccountPages(accounts, sessions, settings.data().resolve("outbox"), log).addTo(router);
    var catalogue = new Catalogue(database);
    var images = new Images(settings.data().resolve("images").toFile());
    new CataloguePages(catalogue, images).addTo(router);
    new CartPages(catalogue).addTo(router);
    var orders = new Orders(database, new CardVault());
    new OrderPages(orders, catalogue, new Payments(settings), log).addTo(router);
    new AdminPages(accounts, catalogue, orders, new Backups(settings.data()), log).addTo(router);

    var server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", router);
    server.start();
    System.out.println("Shop listens on " + settings.host() + ":" + settings.port());
  }
}
