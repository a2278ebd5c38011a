/** Requests, resources, documents and codes of the face. */
package org.copyblade.lab.ds8000.internal;
