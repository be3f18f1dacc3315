package dev.brisach.kit.listen;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A DNS server on loopback: every name is this machine. */
final class DnsPart implements AutoCloseable {
  private final DatagramSocket socket;
  private final Hits hits;

  DnsPart(int port, Hits hits) throws IOException {
    this.hits = hits;
    this.socket =
        new DatagramSocket(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    byte[] buffer = new byte[1500];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        DnsQuery query = DnsQuery.of(java.util.Arrays.copyOf(buffer, packet.getLength()));
        if (query != null) {
          hits.note(
              Hit.Kind.DNS,
              query.name(),
              String.valueOf(packet.getSocketAddress()),
              query.typeName() + " " + query.name());
          byte[] answer = query.answer();
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        // closed, or one caller less
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
