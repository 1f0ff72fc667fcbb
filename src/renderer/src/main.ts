import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { carryNonce } from './nonce.ts'
import { router } from './router.ts'
import './styles.css'

carryNonce()
createApp(App).use(createPinia()).use(router).mount('#app')
