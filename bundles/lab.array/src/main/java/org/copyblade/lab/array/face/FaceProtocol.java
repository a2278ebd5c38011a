package org.copyblade.lab.array.face;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** What a request of one protocol says. Called by many threads. */
@ConsumerType
public interface FaceProtocol {
    /** What is asked; nothing is done yet. */
    FaceCall call(HttpExchange exchange) throws FaceRefusal, IOException;
}
