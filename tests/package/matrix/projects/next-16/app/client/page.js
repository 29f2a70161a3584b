'use client';

import { useEffect, useState } from 'react';
import { check } from '../../check.js';
import * as coupons from '../../entry.js';

export default function Page() {
  const [outcome, setOutcome] = useState();
  useEffect(() => {
    const crm = new URLSearchParams(location.search).get('crm');
    check(coupons, crm).catch((error) => ({ error: String(error) })).then(setOutcome);
  }, []);
  return outcome ? <pre data-outcome={JSON.stringify(outcome)} /> : <p>…</p>;
}
