package sparkify.common.kafka;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.config.KafkaSettings;

/** Says in one line why a request to Kafka failed, and what to do if Kafka refused it. */
public final class KafkaFailures {
  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

  private KafkaFailures() {}

  /**
   * The error for a request that failed.
   *
   * @param request what was to be done, such as "list topics"
   */
  public static OperatorError cannot(String request, KafkaSettings kafka, Throwable failure) {
    return new OperatorError(
        "Cannot %s at %s: %s".formatted(request, kafka.bootstrapServers(), reason(failure, kafka)),
        failure);
  }

  /** Why it failed, with the name of the user whom these settings log in. */
  public static String reason(Throwable failure, KafkaSettings kafka) {
    return reason(failure, kafka.user());
  }

  /** Why it failed, without the user's name, which an application on YARN does not know. */
  public static String reason(Throwable failure) {
    return reason(failure, Optional.empty());
  }

  /** Whether Kafka refused it, or its TLS: the same client will be refused again. */
  public static boolean isRefusal(Throwable failure) {
    return find(failure, AuthenticationException.class) != null
        || find(failure, AuthorizationException.class) != null;
  }

  private static String reason(Throwable failure, Optional<String> user) {
    String name = user.map(u -> " '" + u + "'").orElse("");
    AuthorizationException forbidden = find(failure, AuthorizationException.class);
    if (forbidden != null) {
      return "user%s lacks the permission (%s); add an ACL for it, see docs/security.md"
          .formatted(name, withoutStop(forbidden));
    }
    SslAuthenticationException tls = find(failure, SslAuthenticationException.class);
    if (tls != null) {
      return ofTls(tls);
    }
    AuthenticationException login = find(failure, AuthenticationException.class);
    if (login != null) {
      return "the broker does not accept the login of user%s (%s); check sasl.mechanism and sasl.jaas.config in kafka.client"
          .formatted(name, login.getMessage());
    }
    return ofStore(failure);
  }

  private static String ofTls(SslAuthenticationException tls) {
    String root = RootCause.message(tls);
    Matcher alert = ALERT.matcher(root);
    if (alert.find()) {
      return "the broker refuses this client's certificate, or the lack of one (%s); check ssl.keystore.* in kafka.client; the broker's log says more"
          .formatted(alert.group(1));
    }
    if (find(tls, CertificateExpiredException.class) != null) {
      return "the broker's certificate has expired (%s); it needs a new one".formatted(root);
    }
    if (find(tls, CertificateNotYetValidException.class) != null) {
      return "the broker's certificate is not valid yet (%s); check the clocks".formatted(root);
    }
    if (find(tls, CertPathBuilderException.class) != null
        || find(tls, CertPathValidatorException.class) != null) {
      return "the broker's certificate is not trusted (%s); check ssl.truststore.* in kafka.client"
          .formatted(root);
    }
    if (find(tls, CertificateException.class) != null) {
      return "the broker's certificate does not fit (%s); check kafka.bootstrap-servers"
          .formatted(root);
    }
    SSLException handshake = find(tls, SSLException.class);
    return "no TLS connection (%s); check security.protocol in kafka.client and the port in kafka.bootstrap-servers"
        .formatted(handshake == null ? tls.getMessage() : RootCause.message(handshake));
  }

  private static String withoutStop(Throwable failure) {
    return String.valueOf(failure.getMessage()).replaceFirst("\\.$", "");
  }

  /** Of a key store that cannot be opened, the root cause is only a path, or a riddle. */
  private static String ofStore(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.startsWith("Failed to load ")) {
        return cause.getCause() == null ? message : message + ": " + cause.getCause();
      }
    }
    return RootCause.message(failure);
  }

  private static <T> @Nullable T find(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
