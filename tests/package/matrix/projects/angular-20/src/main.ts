import { Component, provideZonelessChangeDetection, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { check } from '../check.js';
import * as coupons from '../entry.js';

@Component({
  selector: 'app-coupons',
  template: '@if (outcome(); as result) { <pre [attr.data-outcome]="result"></pre> }',
})
class Coupons {
  readonly outcome = signal('');

  constructor() {
    const crm = new URLSearchParams(location.search).get('crm');
    check(coupons, crm)
      .catch((error: unknown) => ({ error: String(error) }))
      .then((result: object) => this.outcome.set(JSON.stringify(result)));
  }
}

bootstrapApplication(Coupons, { providers: [provideZonelessChangeDetection()] });
