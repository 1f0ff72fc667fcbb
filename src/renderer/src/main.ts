import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { watchFailures } from './failures.ts'
import { carryNonce } from './nonce.ts'
import { readPages, router } from './router.ts'
import { useNotices } from './stores/notices.ts'
import './styles.css'

carryNonce()
const app = createApp(App).use(createPinia()).use(router)
watchFailures(app, () => useNotices())
// Reading the program and drawing the window are two pieces of work.
setTimeout(() => {
  app.mount('#app')
  void readPages()
})
