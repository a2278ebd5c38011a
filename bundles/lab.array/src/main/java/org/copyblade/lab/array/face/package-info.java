/**
 * What a face of the lab is to the lab's commands: a service by which {@code lab start --face NAME} serves the array in the
 * protocol of a vendor, alone or beside other faces. Faces implement it, the commands call it.
 * What faces of storage have in common is here too: a TLS server, sessions, and requests with what faults make of them.
 * What a protocol knows of pairs beyond the relations of the array is kept by {@link org.copyblade.lab.array.face.KeptList}.
 * All faces of a lab present one certificate, {@link org.copyblade.lab.array.face.LabCertificate}.
 */
@Export
@Version("2.1.0")
package org.copyblade.lab.array.face;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
