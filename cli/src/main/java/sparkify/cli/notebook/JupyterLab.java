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
import sparkify.cli.python.ChildProcess;
import sparkify.common.OperatorError;
import sparkify.common.launch.ExitCode;

/** JupyterLab on the loopback address, protected by a token. */
final class JupyterLab {
  private static final Logger log = LoggerFactory.getLogger(JupyterLab.class);
  private static final String HOST = "127.0.0.1";
  private static final int TOKEN_BYTES = 24;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final long POLL_MS = 200;

  private final int port;
  private final String token = token();

  JupyterLab(int port) {
    this.port = port;
  }

  /**
   * Requires that the port is free.
   *
   * @throws OperatorError when another program listens on it
   */
  void requireFreePort() {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      log.debug("Port {} is free", socket.getLocalPort());
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot start JupyterLab on port %d: %s; choose another with --port"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  /** Runs it until it ends or is interrupted; prints its address as soon as it answers. */
  int run(NotebookRuntime runtime, Path root, PrintWriter out)
      throws IOException, InterruptedException {
    ChildProcess server =
        ChildProcess.logged(command(runtime, root), runtime.newLog("jupyter.log"));
    awaitResponse(server);
    out.printf("JupyterLab: http://%s:%d/lab?token=%s (Ctrl-C stops it)%n", HOST, port, token);
    out.flush();
    int code = server.await();
    if (code != ExitCode.OK) {
      throw new OperatorError("JupyterLab exited with " + code + "; see .local/logs/jupyter.log");
    }
    return code;
  }

  /** Passes the token in the environment: everyone on the machine can read command lines. */
  private ProcessBuilder command(NotebookRuntime runtime, Path root) {
    ProcessBuilder command =
        runtime.module(
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

  private void awaitResponse(ChildProcess server) throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!answers()) {
      if (!server.isAlive() || System.nanoTime() > deadline) {
        throw new OperatorError(
            "Cannot start JupyterLab: it %s; see .local/logs/jupyter.log"
                .formatted(server.isAlive() ? "does not answer" : "exited with " + server.await()));
      }
      Thread.sleep(POLL_MS);
    }
  }

  private boolean answers() throws InterruptedException {
    HttpRequest status =
        HttpRequest.newBuilder(URI.create("http://%s:%d/api/status".formatted(HOST, port)))
            .header("Authorization", "token " + token)
            .timeout(TIMEOUT)
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
