package sparkify.cli.notebook;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.common.launch.ExitCode;

/** JupyterLab on the loopback address, for who has its token. */
final class Lab {
  private static final Logger log = LoggerFactory.getLogger(Lab.class);
  private static final String HOST = "127.0.0.1";
  private static final int TOKEN_BYTES = 24;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_MS = 200;

  private final int port;
  private final String token = token();

  Lab(int port) {
    this.port = port;
  }

  /**
   * @throws OperatorError when something listens there already
   */
  void requireFreePort() {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      log.debug("Port {} is free", socket.getLocalPort());
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot start JupyterLab on port %d: %s; name another with --port"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  /** Runs it until it ends, or is interrupted; tells its address as soon as it answers. */
  int run(Workbench workbench, Path root, PrintWriter out)
      throws IOException, InterruptedException {
    Child server = Child.silent(command(workbench, root), workbench.newLog("jupyter.log"));
    awaitAnswer(server);
    out.printf("JupyterLab: http://%s:%d/lab?token=%s (Ctrl-C ends it)%n", HOST, port, token);
    out.flush();
    int code = server.await();
    if (code != ExitCode.OK) {
      throw new OperatorError("JupyterLab ended with " + code + ": see .local/logs/jupyter.log");
    }
    return code;
  }

  /** The token is not on the command line, which everybody on the machine can read. */
  private ProcessBuilder command(Workbench workbench, Path root) {
    ProcessBuilder command =
        workbench.module(
            List.of(
                "jupyterlab",
                "--no-browser",
                "--ServerApp.ip=" + HOST,
                "--ServerApp.port=" + port,
                "--ServerApp.port_retries=0",
                "--ServerApp.root_dir=" + root,
                "--ServerApp.allow_root=True",
                "--LabApp.extension_manager=readonly"));
    command.environment().put("JUPYTER_TOKEN", token);
    return command;
  }

  private void awaitAnswer(Child server) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!server.isAlive() || System.nanoTime() > deadline) {
        throw new OperatorError(
            "Cannot start JupyterLab: it %s; see .local/logs/jupyter.log"
                .formatted(server.isAlive() ? "does not answer" : "ended with " + server.await()));
      }
      Thread.sleep(LOOK_MS);
    }
  }

  private boolean answers() throws InterruptedException {
    HttpRequest status =
        HttpRequest.newBuilder(URI.create("http://%s:%d/api/status".formatted(HOST, port)))
            .header("Authorization", "token " + token)
            .timeout(PATIENCE)
            .build();
    try {
      return HttpClient.newHttpClient().send(status, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // Not yet.
    }
  }

  private static String token() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
