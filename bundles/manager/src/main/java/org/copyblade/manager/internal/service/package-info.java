/** The services of the api, each a thin front of the plain objects that do the work. */
package org.copyblade.manager.internal.service;
