// @ts-check
// Writes the software bill of materials of dist/ in CycloneDX: the third-party code that it contains.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMain } from './is-main.mjs';
import { root } from './run.mjs';
import { main } from './say.mjs';
import { shipped } from './shipped.mjs';

/** @param {string} dist */
export async function writeSbom(dist) {
  const { Enums, Models, Serialize, Spec } = await import('@cyclonedx/cyclonedx-library');
  const parts = await shipped();
  const components = new Map(parts.map((part) => [part.purl, component(part)]));
  const { name, version, license, repository } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const thePackage = component({ purl: `pkg:npm/${name}@${version}`, name, version, license, repository: repository?.url });
  for (const { purl, direct, dependencies } of parts) {
    connect(components.get(purl), dependencies);
    if (direct) connect(thePackage, [purl]);
  }

  // No serial number and no time, so that the same source gives the same file.
  const bom = new Models.Bom({ components: new Models.ComponentRepository(components.values()) });
  bom.metadata.component = thePackage;
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  await writeFile(join(dist, 'sbom.cdx.json'), `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`);

  /** @param {Pick<import('./shipped.mjs').Shipped, 'purl' | 'name' | 'version' | 'license' | 'repository' | 'sha256'>} part */
  function component({ purl, name, version, license, repository, sha256 }) {
    const made = new Models.Component(Enums.ComponentType.Library, name, { bomRef: purl, purl, version });
    made.licenses.add(new Models.LicenseExpression(license));
    if (sha256) made.hashes.set(Enums.HashAlgorithm['SHA-256'], sha256);
    if (repository) made.externalReferences.add(new Models.ExternalReference(repository, Enums.ExternalReferenceType.VCS));
    return made;
  }

  /**
   * @param {import('@cyclonedx/cyclonedx-library').Models.Component | undefined} from
   * @param {string[]} purls
   */
  function connect(from, purls) {
    for (const purl of purls) {
      const to = components.get(purl);
      if (to) from?.dependencies.add(to.bomRef);
    }
  }
}

if (isMain(import.meta.url)) await main(() => writeSbom(join(root, 'dist')));
