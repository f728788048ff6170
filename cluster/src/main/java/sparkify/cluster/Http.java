package sparkify.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Calls the daemons' web interfaces on this machine.
 *
 * <p>Uses the JDK's old client, which loads in a third of the time of the new one.
 */
final class Http {
  private static final int CONNECT_MS = 1_000;
  private static final int READ_MS = 5_000;

  private Http() {}

  /** The address of {@code path} on {@code port} of this machine. */
  static URI at(int port, String path) {
    return URI.create("http://" + Loopback.HOST + ":" + port + path);
  }

  static String get(URI address) throws IOException {
    return read(open(address));
  }

  static String put(URI address, String json) throws IOException {
    HttpURLConnection connection = open(address);
    connection.setRequestMethod("PUT");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return read(connection);
  }

  private static HttpURLConnection open(URI address) throws IOException {
    // A proxy from the environment does not lead to this machine.
    var connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(CONNECT_MS);
    connection.setReadTimeout(READ_MS);
    connection.setRequestProperty("Accept", "application/json");
    return connection;
  }

  private static String read(HttpURLConnection connection) throws IOException {
    int code = connection.getResponseCode();
    if (code >= 300) {
      throw new IOException(connection.getURL() + " answered " + code);
    }
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
