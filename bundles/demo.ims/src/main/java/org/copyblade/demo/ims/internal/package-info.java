/** The demo on an IMS of the laboratory: storage, z/OS and IMS in this process, driven by the product over TLS. */
package org.copyblade.demo.ims.internal;
