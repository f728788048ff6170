package sparkify.cluster;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls to the daemons' web interfaces on this machine. */
final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private Http() {}

  /** The address of {@code path} on {@code port} of this machine. */
  static URI at(int port, String path) {
    return URI.create("http://" + Loopback.HOST + ":" + port + path);
  }

  static String get(URI address) throws IOException {
    return send(request(address).GET().build());
  }

  static String put(URI address, String json) throws IOException {
    return send(
        request(address)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json))
            .build());
  }

  private static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address)
        .timeout(Duration.ofSeconds(5))
        .header("Accept", "application/json");
  }

  private static String send(HttpRequest request) throws IOException {
    try {
      var response = CLIENT.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IOException(request.uri() + " answers " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while asking " + request.uri());
    }
  }
}
